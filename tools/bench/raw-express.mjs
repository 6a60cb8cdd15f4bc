// The peer of the analyze bench: Express as anyone would write it, one JSON read and one written, nothing in between.
import express from 'express';

const score = { value: 0.5, type: 'PROBABILITY' };
const attribute = { spanScores: [{ begin: 0, end: 300, score }], summaryScore: score };
const names = ['TOXICITY', 'SEVERE_TOXICITY', 'IDENTITY_ATTACK', 'INSULT', 'PROFANITY', 'THREAT'];
const answer = {
  attributeScores: Object.fromEntries(names.map((name) => [name, attribute])),
  languages: ['en'],
  detectedLanguages: ['en'],
};
const app = express();
app.post('/v1alpha1/comments\\:analyze', express.json(), (req, res) =>
  res.status(typeof req.body.comment.text === 'string' ? 200 : 400).json(answer),
);
app.get('/health/ready', (_req, res) => res.json({ status: 'ready' }));
app.listen(Number(process.env.PORT), '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
