import { pathToFileURL } from 'node:url';

/**
 * A module of the product as it is shipped: compiled. What runs our tools adds a call to every inner function that it
 * reads from TypeScript, and hot paths then take twice their time.
 *
 * @param path below the project, e.g. `src/checks/index.js`
 */
export async function compiled<T>(path: string): Promise<T> {
  const file = new URL(`../../dist/${path}`, import.meta.url);
  return (await import(pathToFileURL(file.pathname).href)) as T;
}
