import { Face } from './face.jsx';

export default function Page() {
  return <Face />;
}
