import { applyMode, Mode } from '@cloudscape-design/global-styles';
import { useLayoutEffect, useState, useSyncExternalStore } from 'react';

export type ModeChoice = 'auto' | 'light' | 'dark';

/** Light or dark: as the system is until somebody chooses. On paper it is always light. */
export function useMode(): readonly [ModeChoice, (choice: ModeChoice) => void] {
  const [choice, setChoice] = useState<ModeChoice>('auto');
  const systemIsDark = useMedia('(prefers-color-scheme: dark)');
  const onPaper = useMedia('print');
  const dark = !onPaper && (choice === 'dark' || (choice === 'auto' && systemIsDark));
  // Before anything is painted, or printed.
  useLayoutEffect(() => {
    applyMode(dark ? Mode.Dark : Mode.Light);
    document.documentElement.style.colorScheme = dark ? 'dark' : 'light';
  }, [dark]);
  return [choice, setChoice];
}

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(query);
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
    () => matchMedia(query).matches,
  );
}
