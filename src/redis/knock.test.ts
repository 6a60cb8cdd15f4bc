import { expect, test } from '@jest/globals';
import { knock } from './knock.js';
import { freePort, startStranger } from './testing/servers.js';

test.each([
  ['+PONG\r\n', undefined, 'ready'],
  ['+OK\r\n+PONG\r\n', 'word', 'ready'],
  ['-NOAUTH Authentication required.\r\n', undefined, 'asks_password'],
  ['-WRONGPASS invalid\r\n-NOAUTH Authentication required.\r\n', 'word', 'asks_password'],
  // A Redis without a password refuses AUTH and answers PING: it is not the one that we started.
  ['-ERR AUTH called without any password\r\n+PONG\r\n', 'word', 'none'],
  ['-LOADING Redis is loading the dataset in memory\r\n', undefined, 'loading'],
  ['-DENIED Redis is running in protected mode\r\n', undefined, 'none'],
  ['220 mail.example.org ESMTP\r\n', undefined, 'none'],
] as const)('what says %j to password %p is %p', async (reply, password, answer) => {
  const stranger = await startStranger(reply);
  expect(await knock(stranger.port, 500, password)).toBe(answer);
  stranger.stop();
});

test('where nothing listens there is none', async () => {
  expect(await knock(await freePort(), 500)).toBe('none');
});
