import { T, useText } from '../../components/words.tsx';

/** Links to the stops of the thread on this page, so that nobody has to pass through all of it. */
export function Ways({ of }: { readonly of: readonly { readonly to: string; readonly message: string }[] }) {
  const text = useText();
  return (
    <nav className="ways" aria-label={text('thread.ways')}>
      <ul>
        {of.map(({ to, message }) => (
          <li key={to}>
            <a href={to}>
              <T id={message} />
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
