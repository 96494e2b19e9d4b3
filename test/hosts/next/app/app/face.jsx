'use client';
import { useEffect, useRef, useState } from 'react';
import { startCheck } from '../check.js';

export function Face() {
  const face = useRef(null);
  const [code, setCode] = useState('');
  useEffect(() => {
    const listen = ({ detail }) => setCode(detail.code);
    face.current.addEventListener('dareka-change', listen);
    startCheck();
    return () => face.current?.removeEventListener('dareka-change', listen);
  }, []);
  return (
    <>
      <dareka-face ref={face} seed="42" interactive="" />
      <output>{code}</output>
    </>
  );
}
