import { createPrivateKey, randomBytes, X509Certificate } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { dataFolder } from '../project-root.ts';
import type { SigningIdentity } from './cms.ts';
import { makeDevelopmentIdentity, readPkcs12 } from './development-authority.ts';

/** Where the key of the installation comes from. */
export interface SigningSettings {
  /** PKCS#12 file with key, certificate and its authorities */
  readonly file: string | undefined;
  readonly password: string | undefined;
  /** PEM file of further authorities that are trusted when a document is checked */
  readonly trustFile: string | undefined;
  readonly production: boolean;
  readonly dataFolder: string;
}

export function signingSettings(source: Record<string, string | undefined> = process.env): SigningSettings {
  return {
    file: source.QUALWATCH_SIGNING_P12,
    password: source.QUALWATCH_SIGNING_PASSWORD,
    trustFile: source.QUALWATCH_SIGNING_TRUST,
    // The site always runs as Next's production build; `npm start` says that it is a development installation all the same.
    production: source.NODE_ENV === 'production' && source.QUALWATCH_SIGNING !== 'development',
    dataFolder,
  };
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

function certificatesIn(pem: string): X509Certificate[] {
  return [...pem.matchAll(CERTIFICATE)].map(([each]) => new X509Certificate(each));
}

function identityOf(key: string, certificates: readonly X509Certificate[]): SigningIdentity {
  const privateKey = createPrivateKey(key);
  const certificate = certificates.find((each) => each.checkPrivateKey(privateKey));
  if (certificate === undefined) throw new Error('签名密钥与证书不匹配：PKCS#12 文件中没有该密钥的证书。');
  const authorities = certificates.filter((each) => each !== certificate);
  return { key: privateKey, certificate, authorities };
}

function configuredIdentity(file: string, password: string | undefined): SigningIdentity {
  if (!existsSync(file)) throw new Error(`找不到签名密钥文件 ${file}，请核对 QUALWATCH_SIGNING_P12。`);
  let read: { key: string; certificates: string[] };
  try {
    read = readPkcs12(readFileSync(file), password ?? '');
  } catch {
    throw new Error(
      `打不开签名密钥文件 ${file}：请核对 QUALWATCH_SIGNING_PASSWORD，并确认文件为 PKCS#12 格式、内含 RSA 密钥。`,
    );
  }
  return identityOf(read.key, read.certificates.flatMap(certificatesIn));
}

/** Made once; of two processes at the first start one makes it and both read it, never half a file. */
function developmentIdentity(folder: string): SigningIdentity {
  const file = path.join(folder, 'signing-development.pem');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    // The one use of the clock here: the certificate says from when it is valid, nothing legal hangs on it.
    const made = makeDevelopmentIdentity(new Date());
    const draft = `${file}.${process.pid}.${randomBytes(6).toString('hex')}`;
    writeFileSync(draft, `${made.key}${made.certificate}${made.authority}`, { mode: 0o600, flag: 'wx' });
    try {
      linkSync(draft, file);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    } finally {
      rmSync(draft, { force: true });
    }
  }
  const pem = readFileSync(file, 'utf8');
  return identityOf(pem, certificatesIn(pem));
}

/**
 * The key with which this installation signs: the configured PKCS#12 file, or in development a key of its own in the
 * data folder.
 * @throws Error with a Chinese message where production has no key, or the file cannot be opened
 */
export function signingIdentity(settings: SigningSettings = signingSettings()): SigningIdentity {
  if (settings.file !== undefined && settings.file !== '') return configuredIdentity(settings.file, settings.password);
  if (settings.production) {
    throw new Error(
      '生产环境必须设置 QUALWATCH_SIGNING_P12（PKCS#12 签名密钥文件）和 QUALWATCH_SIGNING_PASSWORD，未设置时不签发文书。',
    );
  }
  return developmentIdentity(settings.dataFolder);
}

/**
 * The authorities whose signatures this installation trusts: those of its own key and the configured ones. A machine that
 * only checks needs no key, then the configured ones are all.
 */
export function trustedAuthorities(settings: SigningSettings = signingSettings()): readonly X509Certificate[] {
  const configured = settings.trustFile !== undefined && settings.trustFile !== '';
  const further = configured ? certificatesIn(readFileSync(settings.trustFile ?? '', 'utf8')) : [];
  if (configured && settings.production && (settings.file === undefined || settings.file === '')) return further;
  const { certificate, authorities } = signingIdentity(settings);
  return [...(authorities.length > 0 ? authorities : [certificate]), ...further];
}
