//! The keys that license files are made with: their public halves, and what they open (facts: domain 1.1, 1.3).
//!
//! GitLab encrypts the AES key of a license file with its RSA *private* key, so that everyone who has the public key can
//! read the file, and nobody else can make such an AES key block. Everything here is public data: no secret can leak
//! through timing, and a plain modular power does.

use num_bigint::BigUint;
use pkcs1::RsaPublicKeyRef;
use spki::SubjectPublicKeyInfoRef;
use spki::der::Document;
use spki::der::asn1::{AnyRef, ObjectIdentifier};

/// An AES-128 key.
pub(super) type AesKey = [u8; 16];

const RSA_ENCRYPTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const LABEL: &str = "PUBLIC KEY";
const END: &str = "-----END PUBLIC KEY-----";

/// Why a text holds no keys to read license files with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// There is no key in it.
    #[error("no public key: expected one or more PEM blocks named PUBLIC KEY")]
    Missing,
    /// Something in it is not a PEM block of that name, or its content is not a SubjectPublicKeyInfo.
    #[error("not a public key: expected nothing but PEM blocks named PUBLIC KEY")]
    Malformed,
    /// A key of another kind, or an RSA key of a size or with an exponent that nobody uses.
    #[error("not a usable public key: expected RSA of 2048 to 4096 bits with an odd exponent of at most 32 bits")]
    Unusable,
}

/// An RSA public key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    modulus: BigUint,
    exponent: BigUint,
}

impl PublicKey {
    /// Reads a SubjectPublicKeyInfo in DER.
    ///
    /// # Errors
    /// [`KeyError::Malformed`] or [`KeyError::Unusable`].
    pub fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        let info = SubjectPublicKeyInfoRef::try_from(der).map_err(|_| KeyError::Malformed)?;
        if info.algorithm.oid != RSA_ENCRYPTION || info.algorithm.parameters != Some(AnyRef::NULL) {
            return Err(KeyError::Unusable);
        }
        let bits = info.subject_public_key.as_bytes().ok_or(KeyError::Malformed)?;
        let key = RsaPublicKeyRef::try_from(bits).map_err(|_| KeyError::Malformed)?;
        let modulus = BigUint::from_bytes_be(key.modulus.as_bytes());
        let exponent = BigUint::from_bytes_be(key.public_exponent.as_bytes());
        let usable = (2048..=4096).contains(&modulus.bits())
            && modulus.bit(0)
            && (2..=32).contains(&exponent.bits())
            && exponent.bit(0);
        usable.then_some(Self { modulus, exponent }).ok_or(KeyError::Unusable)
    }

    /// How long a block is that was made with this key, in bytes.
    fn block_len(&self) -> usize {
        self.modulus.bits().div_ceil(8) as usize
    }

    /// Opens an AES key block: PKCS#1 v1.5 block type 1, which is `00 01`, at least eight `FF`, `00` and the key.
    ///
    /// Every byte of it is given, so a block that was not made with the private key passes only by breaking RSA.
    fn open(&self, block: &[u8]) -> Option<AesKey> {
        let number = BigUint::from_bytes_be(block);
        if block.len() != self.block_len() || number >= self.modulus {
            return None;
        }
        // The leading zero byte of the padding is not among the bytes of the number.
        let opened = number.modpow(&self.exponent, &self.modulus).to_bytes_be();
        let (padding, key) = opened.split_last_chunk::<16>()?;
        let filling = padding.strip_prefix(&[0x01])?.strip_suffix(&[0x00])?;
        let strict = opened.len() + 1 == block.len() && filling.len() >= 8 && filling.iter().all(|byte| *byte == 0xff);
        strict.then_some(*key)
    }
}

/// The keys that license files are read with. The shipped packages hold GitLab's production key alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys(Vec<PublicKey>);

impl Keys {
    /// No key: nothing decodes.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Reads one or more PEM blocks named `PUBLIC KEY` with nothing but white space around them.
    ///
    /// # Errors
    /// [`KeyError`] when there is none, or when any part of the text is something else.
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        let mut keys = Vec::new();
        let mut rest = text.trim();
        while !rest.is_empty() {
            let end = rest.find(END).ok_or(KeyError::Malformed)? + END.len();
            let (block, after) = rest.split_at(end);
            if !block.starts_with("-----BEGIN") {
                return Err(KeyError::Malformed);
            }
            let (label, der) = Document::from_pem(block).map_err(|_| KeyError::Malformed)?;
            if label != LABEL {
                return Err(KeyError::Malformed);
            }
            keys.push(PublicKey::from_der(der.as_bytes())?);
            rest = after.trim_start();
        }
        if keys.is_empty() { Err(KeyError::Missing) } else { Ok(Self(keys)) }
    }

    /// How many keys there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no key.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Opens an AES key block with the key it was made with, if that is one of these.
    pub(super) fn open(&self, block: &[u8]) -> Option<AesKey> {
        self.0.iter().find_map(|key| key.open(block))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRODUCTION: &str = include_str!("../../static/license_keys.pem");

    /// A key that opens a block as it stands: e = 1 is refused from outside, and handy here.
    fn identity() -> PublicKey {
        PublicKey { modulus: BigUint::from_bytes_be(&[0xff; 256]), exponent: BigUint::from(1_u8) }
    }

    fn block(start: &[u8], filling: usize, end: &[u8]) -> Vec<u8> {
        [start, &vec![0xff; filling], end].concat()
    }

    #[test]
    fn the_padding_is_strict() {
        let key = [7; 16];
        let end = [&[0][..], &key].concat();
        assert_eq!(identity().open(&block(&[0, 1], 237, &end)), Some(key));
        for (what, block) in [
            ("block type 2", block(&[0, 2], 237, &end)),
            ("block type 0", block(&[0, 0], 237, &end)),
            ("a first byte", block(&[1, 1], 237, &end)),
            ("no end of the filling", block(&[0, 1], 238, &key)),
            ("an early end of the filling", block(&[0, 1, 0], 236, &end)),
            ("another filling", block(&[0, 1, 0xfe], 236, &end)),
            ("a key of 15 bytes", block(&[0, 1], 238, &end[..16])),
            ("a key of 17 bytes", block(&[0, 1], 236, &[&[0][..], &[7; 17]].concat())),
            ("a key of 17 bytes that looks like 16", block(&[0, 1], 236, &[&[0, 0][..], &key].concat())),
            ("255 bytes", block(&[0, 1], 236, &end)),
            ("257 bytes", block(&[0, 0, 1], 237, &end)),
            ("not below the modulus", vec![0xff; 256]),
            ("zero", vec![0; 256]),
            ("nothing", vec![]),
        ] {
            assert_eq!(identity().open(&block), None, "{what}");
        }
    }

    #[test]
    fn keys_are_read_from_public_key_blocks_alone() {
        let twice = format!("\n{PRODUCTION}\r\n\n{PRODUCTION}");
        for (text, count) in [(PRODUCTION, 1), (PRODUCTION.trim_end(), 1), (&twice, 2)] {
            assert_eq!(Keys::from_pem(text).map(|keys| keys.len()), Ok(count));
        }
        let renamed = PRODUCTION.replace("PUBLIC KEY", "PRIVATE KEY");
        let relabelled = PRODUCTION.replacen("PUBLIC KEY", "RSA PUBLIC KEY", 1);
        let (cut, _) = PRODUCTION.split_at(300);
        for (text, error) in [
            ("", KeyError::Missing),
            (" \n", KeyError::Missing),
            (&renamed, KeyError::Malformed),
            (&relabelled, KeyError::Malformed),
            (cut, KeyError::Malformed),
            (&format!("a note\n{PRODUCTION}"), KeyError::Malformed),
            (&format!("{PRODUCTION}a note"), KeyError::Malformed),
            (&PRODUCTION.replacen("MIIB", "MIIC", 1), KeyError::Malformed),
            // An elliptic curve's key, and one of 1024 bits.
            (EC, KeyError::Unusable),
            (SHORT, KeyError::Unusable),
        ] {
            assert_eq!(Keys::from_pem(text), Err(error), "{text}");
        }
    }

    #[test]
    fn without_keys_nothing_opens() {
        assert!(Keys::none().is_empty());
        assert_eq!(Keys::none().open(&block(&[0, 1], 237, &[0; 17])), None);
    }

    const EC: &str = "-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE5XMjzr+sGecrZzzbDWYV9U16PV/O
aViXbigi8pdaGiHI7tFtfDv7miEJvpeaLpYanvYu0icYrqyJnVme3fC72A==
-----END PUBLIC KEY-----
";

    const SHORT: &str = "-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC0gi2dTfUe/Wetf71jj+xJtEJ6
t8eGNgZeZBY4PSmiBalo9qI1t46RxaXHXijBo9TDW8IqF2osq4O5btGKyRMmCR2s
GTEki2KOhWztLPQNAtYJQ2pnJr/M+J/55Jt2w3btXxh36b2dkyS2APmqzs6nwm3O
6VBplQpn3DFKbxSjYQIDAQAB
-----END PUBLIC KEY-----
";
}
