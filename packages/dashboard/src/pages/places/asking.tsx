import { T } from '../../components/words.tsx';

/** Stands between two parts of a growing page until the next one comes; the styles hide it then. */
export function Asking() {
  return (
    <p className="loading" role="status">
      <T id="places.askingHubs" />
    </p>
  );
}
