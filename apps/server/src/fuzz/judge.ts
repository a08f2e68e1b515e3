import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Described, Document } from './document.ts';
import type { RawAnswer } from './send.ts';

/** What HTTP itself may answer of any operation, before it is one. */
const OF_HTTP = new Set([400, 404, 405, 431]);

/** Says what is wrong with an answer by the document; nothing, if all is well. */
export class Judge {
  readonly #ajv = new Ajv2020({ strict: false, logger: false, validateFormats: false });
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor(document: Document) {
    this.#ajv.addSchema({ $id: 'openapi', ...document }, 'openapi');
  }

  faultsOf(operation: Described, { status, headers, text }: RawAnswer): string[] {
    const type = (headers['content-type'] ?? '').split(';')[0] ?? '';
    const isDocumented = operation.statuses.includes(String(status));
    return [
      ...(status >= 500 ? ['it is a fault of ours'] : []),
      ...(isDocumented || OF_HTTP.has(status) ? [] : [`${status} is not documented`]),
      ...(/^req_[0-9a-f]{32}$/.test(String(headers['x-request-id'])) ? [] : ['there is no request id']),
      ...(String(headers['cache-control']).includes('no-store') ? [] : ['it may be stored']),
      ...(/node_modules|\.ts:\d|\bSELECT\b|\\n\s+at /.test(status >= 400 ? text : '')
        ? ['it tells of our insides']
        : []),
      ...(status >= 400
        ? this.#faultsOfProblem(status, headers, type, text)
        : this.#faultsOfSuccess(operation, status, type, text)),
    ];
  }

  #faultsOfProblem(status: number, headers: RawAnswer['headers'], type: string, text: string): string[] {
    if (text === '') return ['there is no problem in it'];
    if (type !== 'application/problem+json') return [`it is ${type}`];
    const problem = JSON.parse(text) as { status: number; request_id: string; detail: string };
    return [
      ...this.#faultsOfJson('/components/schemas/Problem', problem),
      ...(problem.status === status ? [] : ['the problem has another status']),
      ...(problem.request_id === headers['x-request-id'] ? [] : ['the problem has another request id']),
      ...(/\S/.test(problem.detail) ? [] : ['it says nothing']),
      ...(text.length < 64 * 1024 ? [] : [`it says too much: ${text.length} characters`]),
    ];
  }

  #faultsOfSuccess({ pointer }: Described, status: number, type: string, text: string): string[] {
    if (status === 204) return text === '' ? [] : ['204 has a body'];
    if (type === 'text/csv') return [];
    if (type !== 'application/json') return [`it is ${type}`];
    return this.#faultsOfJson(
      `${pointer}/responses/${status}/content/application~1json/schema`,
      JSON.parse(text),
    );
  }

  #faultsOfJson(pointer: string, value: unknown): string[] {
    const validate =
      this.#compiled.get(pointer) ?? this.#ajv.compile({ $ref: `openapi#${encodeURI(pointer)}` });
    this.#compiled.set(pointer, validate);
    return validate(value) ? [] : [`${pointer}: ${this.#ajv.errorsText(validate.errors)}`];
  }
}
