/** What a person at the desk may do; each may do what those before it may. */
export const roles = ['moderator', 'lead', 'admin'] as const;
export type Role = (typeof roles)[number];

/** A person who signs in at the desk. */
export interface User {
  /** Stands in the history of cases. */
  readonly name: string;
  readonly role: Role;
  /** ISO 8601. */
  readonly createdAt: string;
}
