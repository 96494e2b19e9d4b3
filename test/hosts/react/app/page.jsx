import { DarekaFace } from '@dareka/widget/react';
import { useState } from 'react';

export function Page() {
  const [code, setCode] = useState('');
  return (
    <>
      <DarekaFace seed={42} interactive onChange={setCode} />
      <output>{code}</output>
    </>
  );
}
