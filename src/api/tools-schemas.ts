import { z } from 'zod';
import { rulings } from '../domain/decision.js';
import { limits } from '../domain/limits.js';
import { auditKinds } from '../store/audit-store.js';
import { mustBe, nameUpTo, stringUpTo, wholeBetween } from './schemas.js';

/** `GET /v1/insights`. */
export const insightsQuery = z.strictObject({
  site: nameUpTo(limits.idLength),
  days: wholeBetween(1, 366).default(30),
});

const day = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/;
const moment = z
  .string()
  .refine((at) => day.test(at) && !Number.isNaN(Date.parse(at)), 'must be a day or an ISO 8601 moment')
  .transform((at) => Date.parse(at));

const auditFields = {
  site: nameUpTo(limits.idLength).exactOptional(),
  by: nameUpTo(limits.idLength).exactOptional(),
  kind: z.enum(auditKinds, mustBe(`one of ${auditKinds.join(', ')}`)).exactOptional(),
  from: moment.exactOptional(),
  to: moment.exactOptional(),
};

/** `GET /v1/audit`. */
export const auditQuery = z.strictObject({
  ...auditFields,
  cursor: stringUpTo(40).exactOptional(),
  limit: wholeBetween(1, limits.pageItems).default(50),
});

/** `GET /v1/audit.csv`. */
export const auditCsvQuery = z.strictObject(auditFields);

/** `GET /v1/review/:id/statement`. */
export const statementQuery = z.strictObject({
  format: z.enum(['json', 'text'], mustBe('json or text')).default('json'),
});

/** `GET /v1/articles`. */
export const articleQuery = z
  .strictObject({
    site: nameUpTo(limits.idLength),
    id: nameUpTo(limits.idLength).exactOptional(),
    url: nameUpTo(limits.urlLength).exactOptional(),
  })
  .check((context) => {
    const { id, url } = context.value;
    if ((id === undefined) !== (url === undefined)) return;
    const message = 'or url must be given, and not both';
    context.issues.push({ code: 'custom', input: undefined, path: ['id'], message });
  });

/** `PUT /v1/articles/review-first`. */
export const postedFirst = z.strictObject(
  {
    site: nameUpTo(limits.idLength),
    article: nameUpTo(limits.urlLength),
    on: z.boolean(mustBe('true or false')),
  },
  mustBe('an object'),
);

/** `GET /v1/second-reviews/next`. */
export const secondQuery = z.strictObject({ site: nameUpTo(limits.idLength).exactOptional() });

/** `POST /v1/second-reviews/:id`. */
export const postedOpinion = z.strictObject(
  { ruling: z.enum(rulings, mustBe(`one of ${rulings.join(', ')}`)) },
  mustBe('an object'),
);

/** `PUT /v1/sites/:site/second-reviews`. */
export const postedShare = z.strictObject(
  { share: z.number(mustBe('a number')).min(0, 'must be 0 to 1').max(1, 'must be 0 to 1') },
  mustBe('an object'),
);
