import { useEffect, useRef, useState } from 'react';

export function Page() {
  const face = useRef(null);
  const [code, setCode] = useState('');
  useEffect(() => {
    const element = face.current;
    const listen = ({ detail }) => setCode(detail.code);
    element.addEventListener('dareka-change', listen);
    return () => element.removeEventListener('dareka-change', listen);
  }, []);
  return (
    <>
      <dareka-face ref={face} seed="42" interactive="" />
      <output>{code}</output>
    </>
  );
}
