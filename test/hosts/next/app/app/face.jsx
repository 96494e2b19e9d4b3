'use client';
import { DarekaFace } from '@dareka/widget/react';
import { useEffect, useState } from 'react';
import { startCheck } from '../check.js';

export function Face() {
  const [code, setCode] = useState('');
  useEffect(startCheck, []);
  return (
    <>
      <DarekaFace seed={42} interactive onChange={setCode} />
      <output>{code}</output>
    </>
  );
}
