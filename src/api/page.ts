import express, { type Application } from 'express';
import type { Route } from './route.js';

/** The moderators' page: `/review`, and its files below. The page asks for the key itself, so none is needed here. */
export function page(folder: string): Route[] {
  return [
    { method: 'get', path: '/', handle: (_req, res) => res.redirect('/review') },
    {
      method: 'get',
      path: '/review',
      // With a root: `send` takes a dot in any folder above for a hidden file, and answers 404.
      handle: (_req, res) => res.sendFile('index.html', { root: folder, cacheControl: false }),
    },
  ];
}

/** Script and style of the page, not stored by browsers: a new index must not meet an old script. */
export function pageFiles(app: Application, folder: string): void {
  app.use('/review', express.static(folder, { index: false, redirect: false, cacheControl: false }));
}
