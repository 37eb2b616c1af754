/** XML of a value: objects are elements, times are ISO 8601, and what is undefined or null is left out. Lists take the given element per item. */
export function xmlOf(name: string, value: unknown, item = 'member'): string {
  if (value === undefined || value === null) return '';
  return `<${name}>${xmlContent(value, item)}</${name}>`;
}

function xmlContent(value: unknown, item: string): string {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((one: unknown) => xmlOf(item, one, item)).join('');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([key, inner]: [string, unknown]) => xmlOf(key, inner, item))
      .join('');
  }
  return escapeXml(String(value));
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
