import { isObject } from '../filter/is-object.ts';

/**
 * Data that only say what an event is about: kind and id of its object, and where to read it, if the type's
 * template for that can be filled in.
 */
export function thinData(
  data: Record<string, unknown>,
  template: string | undefined,
): Record<string, unknown> {
  const { object } = data;
  const url = template === undefined ? undefined : fillIn(template, data);
  return {
    ...(isObject(object) && { object: pick(object) }),
    ...(url !== undefined && { related_url: url }),
  };
}

/** Whether these data say what they are about: kind and id of an object. */
export function namesObject({ object }: Record<string, unknown>): boolean {
  return isObject(object) && Object.hasOwn(object, 'object') && Object.hasOwn(object, 'id');
}

function pick(object: Record<string, unknown>): Record<string, unknown> {
  return {
    ...(Object.hasOwn(object, 'object') && { object: object['object'] }),
    ...(Object.hasOwn(object, 'id') && { id: object['id'] }),
  };
}

/** `https://app.example.com/tags/{object.id}`; undefined where a value is missing. What is filled in is one segment. */
function fillIn(template: string, data: Record<string, unknown>): string | undefined {
  let isWhole = true;
  const url = template.replaceAll(/\{([^{}]+)\}/g, (_, path: string) => {
    let value: unknown = data;
    for (const name of path.split('.'))
      value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
    if (typeof value === 'number' || (typeof value === 'string' && value !== ''))
      return encodeURIComponent(String(value).toWellFormed());
    isWhole = false;
    return '';
  });
  return isWhole ? url : undefined;
}
