import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Text } from '../../text/text.js';
import { NetReader } from './reading.js';
import { identityList, Vocabulary } from './vocabulary.js';

const known = [
  ...['!', '?', '"', "n't", "'s", '🐀'],
  ...'they are rats you idiot idiots do say the cool so fuck well known jews people women muslim working'.split(
    ' ',
  ),
];
const vocabulary = new Vocabulary(known);
const list = identityList(
  ['muslim', 'muslims', 'women', 'jews', 'asylum seeker', 'asylum seekers'],
  ['people', 'women'],
);
const names = ['', '<unknown>', '<group>', ...known];

function read(raw: string, identity: typeof list | undefined = list): string[] {
  const reader = new NetReader(vocabulary, identity);
  reader.read(new Text(raw));
  return Array.from(reader.ids.subarray(0, reader.count), (id) => names[id]!);
}

describe('words', () => {
  test.each<[string, string, string[]]>([
    ['are read in order', 'They are RATS', ['they', 'are', 'rats']],
    ['an unknown name of a people is a group', 'they are Zorvians', ['they', 'are', '<group>']],
    ['unknown ones keep their place', 'they are zorbly', ['they', 'are', '<unknown>']],
    ['disguised', 'they are r4ts', ['they', 'are', 'rats']],
    ['put apart', 'you i d i o t', ['you', 'idiot']],
    ['masked', 'f*ck', ['fuck']],
    ['stretched', 'sooo cooool', ['so', 'cool']],
    ['with a clitic', "don't", ['do', "n't"]],
    ['possessive', "idiot's", ['idiot', "'s"]],
    ['joined by a hyphen', 'well-known', ['well', 'known']],
    ['without the g', 'workin', ['working']],
    ['a plural that is not known', 'fucks', ['fuck']],
    ['a run of marks counts once', 'you!!!! ???', ['you', '!', '?']],
    ['emoji', 'they are 🐀🐀', ['they', 'are', '🐀', '🐀']],
    ['of another script are not read', 'they вы are', ['they', 'are']],
  ])('%s', (_, raw, expected) => {
    expect(read(raw)).toEqual(expected);
  });
});

describe('people by what they are', () => {
  test.each<[string, string, string[]]>([
    ['a term', 'the jews are', ['the', '<group>', 'are']],
    ['a term and its noun', 'the muslim women are', ['the', '<group>', 'are']],
    ['a term of two words', 'the asylum seekers are', ['the', '<group>', 'are']],
    ['a term after its like', 'jews muslims', ['<group>']],
    ['with a comma between', 'jews, muslims', ['<group>', '<group>']],
    ['a noun alone', 'the people are', ['the', 'people', 'are']],
    ['a possessive', "the jews' are muslim's", ['the', '<group>', 'are', '<group>']],
  ])('%s is one word', (_, raw, expected) => {
    expect(read(raw)).toEqual(expected);
  });

  test('are read as any word where no list is given', () => {
    const reader = new NetReader(vocabulary);
    reader.read(new Text('the jews are'));
    expect(Array.from(reader.ids.subarray(0, reader.count), (id) => names[id])).toEqual([
      'the',
      'jews',
      'are',
    ]);
  });
});

test('places rise and lie within the folded text, whatever the text', () => {
  const reader = new NetReader(vocabulary, list);
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (raw) => {
      const text = new Text(raw);
      reader.read(text);
      for (let k = 0; k < reader.count; k++) {
        expect(reader.starts[k]).toBeLessThan(reader.ends[k]!);
        expect(reader.ends[k]).toBeLessThanOrEqual(text.folded.text.length);
        if (k > 0) expect(reader.starts[k]).toBeGreaterThanOrEqual(reader.starts[k - 1]!);
      }
    }),
  );
});
