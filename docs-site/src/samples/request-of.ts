import type { Sample } from './panels';

export interface ApiRequest {
  method: string;
  /** Below `/api/v1`, with variables of the shell where an id stands: `/webhooks/$TIDINGS_WEBHOOK`. */
  path: string;
  body?: unknown;
}

/** A request to the API in each language of the panel. All of them read what they need from the same variables. */
export function requestSamples(request: ApiRequest): Sample[] {
  return [
    { label: 'cURL', lang: 'bash', code: curlOf(request) },
    { label: 'Node.js', lang: 'js', code: nodeOf(request) },
    { label: 'Ruby', lang: 'ruby', code: rubyOf(request) },
  ];
}

const VARIABLE = /\$([A-Z_]+)/g;
/** What belongs to the installation, and to no account. */
const OF_NO_ACCOUNT = /^\/(accounts|event-types)\b/;

const jsonOf = (body: unknown) => JSON.stringify(body, null, 2);

function curlOf({ method, path, body }: ApiRequest): string {
  const isPlain = method === (body === undefined ? 'GET' : 'POST');
  return [
    `curl${isPlain ? '' : ` --request ${method}`} "$TIDINGS_URL/api/v1${path}"`,
    '  --header "Authorization: Bearer $TIDINGS_SERVICE_KEY"',
    ...(OF_NO_ACCOUNT.test(path) ? [] : ['  --header "Tidings-Account: $TIDINGS_ACCOUNT"']),
    ...(body === undefined
      ? []
      : ['  --header "Content-Type: application/json"', `  --data @- <<'JSON'\n${jsonOf(body)}\nJSON`]),
  ].join(' \\\n');
}

function nodeOf({ method, path, body }: ApiRequest): string {
  const variables = [...path.matchAll(VARIABLE)].map(([, name]) => name);
  const account = OF_NO_ACCOUNT.test(path) ? [] : ['TIDINGS_ACCOUNT'];
  const names = [...new Set(['TIDINGS_URL', 'TIDINGS_SERVICE_KEY', ...account, ...variables])];
  // JSON is JavaScript, but for names that need no quotation marks.
  const literal = jsonOf(body)?.replaceAll(/^( *)"([a-z_]\w*)":/gm, '$1$2:');
  const lines = [
    ...(method === 'GET' ? [] : [`  method: '${method}',`]),
    '  headers: {',
    '    authorization: `Bearer ${TIDINGS_SERVICE_KEY}`,',
    ...(account.length > 0 ? ["    'tidings-account': TIDINGS_ACCOUNT,"] : []),
    ...(body === undefined ? [] : ["    'content-type': 'application/json',"]),
    '  },',
    ...(literal === undefined ? [] : [`  body: JSON.stringify(${literal.replaceAll('\n', '\n  ')}),`]),
  ];
  return `const { ${names.join(', ')} } = process.env;

const answer = await fetch(\`\${TIDINGS_URL}/api/v1${path.replaceAll(VARIABLE, '${$1}')}\`, {
${lines.join('\n')}
});
if (!answer.ok) throw new Error(await answer.text());

console.log(await answer.text());`;
}

function rubyOf({ method, path, body }: ApiRequest): string {
  const place = path.replaceAll(VARIABLE, "#{ENV.fetch('$1')}");
  const verb = method.charAt(0) + method.slice(1).toLowerCase();
  const headers = [
    `'Authorization' => "Bearer #{ENV.fetch('TIDINGS_SERVICE_KEY')}"`,
    ...(OF_NO_ACCOUNT.test(path) ? [] : ["'Tidings-Account' => ENV.fetch('TIDINGS_ACCOUNT')"]),
    ...(body === undefined ? [] : ["'Content-Type' => 'application/json'"]),
  ];
  const lines = jsonOf(body)?.replaceAll(/^/gm, '  ');
  return `require 'net/http'

uri = URI("#{ENV.fetch('TIDINGS_URL')}/api/v1${place}")
request = Net::HTTP::${verb}.new(
  uri,
  ${headers.join(',\n  ')}
)
${lines === undefined ? '' : `request.body = <<~'JSON'\n${lines}\nJSON\n`}is_https = uri.scheme == 'https'
answer = Net::HTTP.start(uri.host, uri.port, use_ssl: is_https) { |http| http.request(request) }
abort answer.body unless answer.is_a?(Net::HTTPSuccess)

puts answer.body`;
}
