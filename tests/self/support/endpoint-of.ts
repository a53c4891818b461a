/** Which endpoint a hand-made exchange is of, by its method and URL. */
import { endpointNames, endpoints, type EndpointName } from '../../../contract/endpoints.ts';

export function endpointOf(
  method: string,
  url: string,
): { readonly endpoint: EndpointName; readonly pathId?: string } {
  const path = url.replace(/^https?:\/\/[^/]+(\/api\/v1)?/, '').replace(/[?#].*$/, '');
  for (const endpoint of endpointNames) {
    const pattern = new RegExp(`^${endpoints[endpoint].path.replace('{id}', '([^/]*)')}$`);
    const [whole, id] = pattern.exec(path) ?? [];
    if (whole === undefined || endpoints[endpoint].method !== method) continue;
    return { endpoint, ...(id !== undefined && { pathId: decodeURIComponent(id) }) };
  }
  return { endpoint: 'listEvents' };
}
