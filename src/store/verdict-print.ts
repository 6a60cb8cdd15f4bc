import { createHash } from 'node:crypto';
import type { Verdict } from '../domain/verdict.js';

/**
 * What makes two verdicts on one revision the same: policy, and each check's name, version and status. The same
 * check of the same version says the same, so findings need no look; milliseconds never count. 16 characters
 * (96 bits of SHA-256).
 */
export function printOf(verdict: Pick<Verdict, 'policy' | 'outcomes'>): string {
  // Made for every verdict: joined by line ends, which no check's name or version holds, at half the price of JSON.
  let named = verdict.policy;
  for (const { check, version, status } of verdict.outcomes) named += `\n${check}\n${version}\n${status}`;
  const known = prints.get(named);
  if (known) return known;
  const print = createHash('sha256').update(named).digest('base64url').slice(0, 16);
  // A running Decorum meets a handful of these; the bound is for policies that change all day.
  if (prints.size >= 1000) prints.clear();
  prints.set(named, print);
  return print;
}
const prints = new Map<string, string>();
