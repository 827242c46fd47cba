import { get } from '../api/http.ts';
import { WORD_FIELDS } from '../model/search.ts';

export interface Suggestion {
  text: string;
  /** What it means, or how many have it. */
  hint: string;
}

interface Field {
  path: string;
  count: number;
  types: Record<string, number>;
  values: { value: unknown; count: number }[];
}

const OPERATORS: [string, string][] = [
  ['$regex', 'matches a regular expression'],
  ['$options', 'how $regex matches'],
  ['$in', 'is one of'],
  ['$nin', 'is none of'],
  ['$exists', 'is there, or not'],
  ['$eq', 'is'],
  ['$ne', 'is not'],
  ['$gt', 'is greater than'],
  ['$gte', 'is at least'],
  ['$lt', 'is less than'],
  ['$lte', 'is at most'],
  ['$or', 'one of these holds'],
  ['$and', 'all of these hold'],
  ['$nor', 'none of these holds'],
  ['$not', 'does not hold'],
  ['$all', 'has all of'],
  ['$elemMatch', 'an element is like'],
  ['$size', 'has so many elements'],
  ['$type', 'is of a type'],
  ['$mod', 'leaves this rest'],
  ['$bitsAllSet', 'has all of these bits'],
  ['$bitsAnySet', 'has one of these bits'],
  ['$bitsAllClear', 'has none of these bits'],
  ['$bitsAnyClear', 'lacks one of these bits'],
  ['$expr', 'an expression is true'],
  ['$group', 'is a member of a group'],
  ['$jsonSchema', 'conforms to a schema'],
  ['$comment', 'says something'],
  ['$alwaysTrue', 'holds'],
  ['$alwaysFalse', 'does not hold'],
];
const MOST = 10;

/** The piece of a word before the caret that is to be completed. */
export function tokenBefore(text: string): string {
  return /[\w$.\-:/@]*$/.exec(text)?.[0] ?? '';
}

/** What can follow, at a place in a query: operators, paths that resources have, values of the path before. */
export async function suggestInQuery(before: string): Promise<{ token: string; list: Suggestion[] }> {
  const value =
    /([\w$.-]+)["']?\s*:\s*(?:\{\s*["']?\$(?:regex|eq|ne|in|nin)["']?\s*:\s*\[?\s*)?["']?\^?([^"'{}[\],\n]*)$/.exec(
      before,
    );
  if (
    value?.[1] &&
    !value[1].startsWith('$') &&
    !/^(query|name|services|include|exclude|port|protocol|group|application)$/.test(value[1])
  ) {
    const typed = (value[2] ?? '').trimStart();
    const fields = await fieldsOf(value[1]);
    const field = fields.find(one => one.path === value[1]);
    const list = (field?.values ?? [])
      .filter(one => String(one.value).startsWith(typed) && String(one.value) !== typed)
      .slice(0, MOST)
      .map(one => ({ text: String(one.value), hint: String(one.count) }));
    return { token: typed, list };
  }
  const token = tokenBefore(before);
  if (token.startsWith('$')) {
    return {
      token,
      list: OPERATORS.filter(([name]) => name.startsWith(token) && name !== token).map(([text, hint]) => ({
        text,
        hint,
      })),
    };
  }
  if (!token) return { token, list: [] };
  const fields = await fieldsOf(token);
  return {
    token,
    list: fields
      .filter(one => one.path !== token)
      .slice(0, MOST)
      .map(one => ({ text: one.path, hint: `${one.count}` })),
  };
}

/** What can follow in a search by words: attributes, and their values. */
export async function suggestInWords(before: string): Promise<{ token: string; list: Suggestion[] }> {
  const word = /[^\s]*$/.exec(before)?.[0] ?? '';
  const [field, typed] = word.includes(':')
    ? [word.slice(0, word.indexOf(':')), word.slice(word.indexOf(':') + 1)]
    : [null, word];
  if (field === null) {
    const list = typed
      ? WORD_FIELDS.filter(one => one.startsWith(typed)).map(one => ({ text: `${one}:`, hint: 'attribute' }))
      : [];
    return { token: word, list };
  }
  const path = { type: 'type', status: 'status', health: 'health', image: 'image' }[field];
  if (!path) return { token: typed, list: [] };
  const found = (await fieldsOf(path)).find(one => one.path === path);
  const list = (found?.values ?? [])
    .map(one => ({ text: String(one.value).split('@')[0] ?? '', hint: String(one.count) }))
    .filter(one => one.text.startsWith(typed) && one.text !== typed);
  return { token: typed, list: list.slice(0, MOST) };
}

let asking: AbortController | null = null;

async function fieldsOf(prefix: string): Promise<Field[]> {
  asking?.abort();
  asking = new AbortController();
  return get<Field[]>(
    `/v1/resources/fields?prefix=${encodeURIComponent(prefix)}&limit=${MOST + 1}`,
    asking.signal,
  );
}
