import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** Fewest characters of a password (NIST SP 800-63B, 5.1.1: at least 8, no rules of composition), and most. */
export const shortestPassword = 10;
export const longestPassword = 200;

/** scrypt as OWASP's Password Storage Cheat Sheet has it: N 2^17, r 8, p 1; 128 MB and some 200 ms. */
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };
const length = 32;

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, length, cost, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

/** `scrypt$<salt>$<hash>`, base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `scrypt$${salt.toString('base64url')}$${(await derive(password, salt)).toString('base64url')}`;
}

/** In the same time for any password; without a hash (no such user) as long and false. */
export async function passwordFits(password: string, hash: string | undefined): Promise<boolean> {
  const [, salt, expected] = (hash ?? nobody).split('$');
  const found = await derive(password, Buffer.from(salt!, 'base64url'));
  return timingSafeEqual(found, Buffer.from(expected!, 'base64url')) && hash !== undefined;
}

/** Nobody's: a hash that no password has. */
const nobody = `scrypt$${Buffer.alloc(16).toString('base64url')}$${Buffer.alloc(length).toString('base64url')}`;
