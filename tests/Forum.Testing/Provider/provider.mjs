// A small OpenID provider for tests (npm oidc-provider): node provider.mjs {node_modules} {port}. Whoever comes says who they want to be.
// It ends when its standard input does. POST /test/token changes what the next identity token says; that one is signed anew, with the right key or a wrong one.
import crypto from 'node:crypto';
import { pathToFileURL } from 'node:url';

const [modules, port] = process.argv.slice(2);
const { default: Provider } = await import(pathToFileURL(`${modules}/oidc-provider/lib/index.js`).href);
const { privateKey } = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
let next = null;

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{
    client_id: 'tryghedsforum', client_secret: 'not-a-secret-in-a-test', redirect_uris: ['http://localhost/'], token_endpoint_auth_method: 'client_secret_post',
    grant_types: ['authorization_code'], response_types: ['code'],
  }],
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'test', alg: 'RS256', use: 'sig' }] },
  cookies: { keys: ['test'] },
  acrValues: ['low', 'substantial'],
  claims: { openid: ['sub', 'amr'], acr: null },
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false } },
  findAccount: (_, id) => ({ accountId: id, claims: async () => ({ sub: id }) }),
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  loadExistingGrant: async ctx => {
    const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope('openid');
    await grant.save();
    return grant;
  },
});
// The port of the program under test is not known beforehand.
provider.Client.prototype.redirectUriAllowed = uri => uri.startsWith('http://localhost:');

async function form(request) {
  let body = '';
  for await (const part of request) body += part;
  return new URLSearchParams(body);
}

const page = uid => `<!DOCTYPE html><html lang="da"><title>Login</title><meta name="viewport" content="width=device-width"><h1>Hvem er du?</h1>
<form method="post" action="/interaction/${uid}"><label>Navn <input name="sub"></label> <label>Niveau <input name="acr" value="low"></label>
<button name="do" value="login">Log ind</button> <button name="do" value="cancel">Annuller</button></form></html>`;

provider.use(async (ctx, then) => {
  if (ctx.path.startsWith('/interaction/')) {
    const { uid } = await provider.interactionDetails(ctx.req, ctx.res);
    if (ctx.method === 'GET') {
      ctx.type = 'html';
      ctx.body = page(uid);
      return;
    }
    const typed = await form(ctx.req);
    ctx.respond = false;
    await provider.interactionFinished(ctx.req, ctx.res, typed.get('do') === 'login'
      ? { login: { accountId: typed.get('sub'), acr: typed.get('acr'), amr: ['pwd'] } }
      : { error: 'access_denied' });
    return;
  }
  if (ctx.path === '/test/token') {
    next = JSON.parse((await form(ctx.req)).get('next'));
    ctx.status = 204;
    return;
  }
  await then();
  if (ctx.path === '/token' && next !== null && ctx.body?.id_token) {
    const [head, claims] = ctx.body.id_token.split('.').slice(0, 2).map(part => JSON.parse(Buffer.from(part, 'base64url').toString()));
    const text = [head, { ...claims, ...next.claims }].map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    ctx.body = { ...ctx.body, id_token: `${text}.${crypto.sign('RSA-SHA256', Buffer.from(text), next.stranger ? stranger : privateKey).toString('base64url')}` };
    next = null;
  }
});

provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
process.stdin.on('end', () => process.exit()).resume();
