import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { DecorumError } from './domain/errors.js';
import { attributes, severities } from './domain/finding.js';
import type { Policy } from './domain/policy.js';
import { actions } from './domain/verdict.js';

const rule = z.strictObject({
  name: z.string().min(1).max(100),
  attribute: z.enum(attributes),
  minScore: z.number().min(0).max(1),
  minSeverity: z.enum(severities).optional(),
  action: z.enum(actions),
});

const policyName = z.string().regex(/^[a-z0-9-]{1,50}$/, 'must be lower-case letters, digits and hyphens');

const policy = z.strictObject({
  name: policyName,
  version: z.union([z.string(), z.number()]).transform(String).pipe(z.string().min(1).max(50)),
  onFailedCheck: z.enum(actions),
  rules: z.array(rule).min(1).max(200),
});

/**
 * Reads a policy from YAML.
 *
 * @param source what to call it in errors
 * @throws DecorumError `invalid` that names source, field and reason
 */
export function parsePolicy(yaml: string, source: string): Policy {
  let data: unknown;
  try {
    data = parse(yaml);
  } catch (error) {
    throw new DecorumError('invalid', `${source}: not YAML: ${(error as Error).message.split('\n')[0]}`);
  }
  const parsed = policy.safeParse(data);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue!.path.map(String).join('.') || 'policy';
    throw new DecorumError('invalid', `${source}: ${field}: ${issue!.message}`, { field });
  }
  const names = new Set<string>();
  for (const { name } of parsed.data.rules) {
    if (names.has(name))
      throw new DecorumError('invalid', `${source}: rules: "${name}" stands there twice`, { field: 'rules' });
    names.add(name);
  }
  return parsed.data as Policy;
}

/** @throws DecorumError `invalid` when the file cannot be read or is no policy */
export function readPolicy(file: string): Policy {
  let yaml: string;
  try {
    yaml = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new DecorumError('invalid', `policy file ${file}: cannot be read (${code})`, {
      field: 'POLICY_FILE',
    });
  }
  return parsePolicy(yaml, basename(file));
}
