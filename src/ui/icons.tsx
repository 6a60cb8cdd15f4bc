const paths = {
  review: 'M8 2 14 8 8 14 2 8Z',
  block: 'M8 2a6 6 0 1 0 .01 0M4 12 12 4',
  failed: 'M8 2 15 14H1ZM8 6.5v3.5M8 12v.2',
  approve: 'M3 8.5 6.5 12 13 4.5',
  reject: 'M4 4 12 12M12 4 4 12',
  escalate: 'M8 13V3M4 7l4-4 4 4',
  reply: 'M6 4 2 8l4 4M2 8h7a5 5 0 0 1 5 5',
  search: 'M7 2.5a4.5 4.5 0 1 0 .01 0M10.3 10.3 14 14',
} as const;
export type IconName = keyof typeof paths;

/** A drawing beside a word, never instead of one. */
export const Icon = ({ name, tone = '' }: { readonly name: IconName; readonly tone?: string }) => (
  <svg class={`i ${tone}`} viewBox="0 0 16 16" aria-hidden="true">
    <title>{name}</title>
    <path d={paths[name]} />
  </svg>
);
