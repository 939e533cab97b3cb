// The same structural checks of a list of people by ajv: what must be answered, lengths, options, days that the
// calendar has, names, check characters of ID numbers, no number twice; all errors, not the first.

import Ajv from 'ajv';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

function isDay(text) {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function isIdNumber(text) {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(text[i]), 0);
  return '10X98765432'[sum % 11] === text[17];
}

/** Compiles the checks of these columns; gives the function that says whether a list passes. */
export function compile(columns) {
  const ajv = new Ajv({ allErrors: true });
  ajv.addFormat('day', isDay);
  ajv.addFormat('id', isIdNumber);
  ajv.addKeyword({
    keyword: 'uniqueBy',
    validate: (key, list) => new Set(list.map((one) => one[key])).size === list.length,
  });
  const types = {
    person_name: () => ({ type: 'string', pattern: '^[\\p{Script=Han}·a-zA-Z .]{2,50}$' }),
    text: ({ id, max }) => ({ type: 'string', minLength: 1, maxLength: max, ...(id === 'number' && { pattern: '^\\d{17}[\\dX]$', format: 'id' }) }),
    date: () => ({ type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$', format: 'day' }),
    choice: ({ options }) => ({
      type: 'object', required: ['choice'], properties: { choice: { enum: options.map(({ code }) => code) } }, additionalProperties: false,
    }),
  };
  const properties = Object.fromEntries(columns.map((column) => [column.id, types[column.type](column)]));
  return ajv.compile({
    type: 'array',
    minItems: 1,
    maxItems: 5000,
    uniqueBy: 'number',
    items: { type: 'object', properties, required: columns.map(({ id }) => id), additionalProperties: false },
  });
}
