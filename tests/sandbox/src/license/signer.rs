//! RSA with the private key, as OpenSSL's `private_encrypt` does it: PKCS#1 v1.5, block type 1 (domain.md 1.1).

use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use num_bigint::BigUint;
use pkcs1::RsaPrivateKeyRef;
use pkcs8::PrivateKeyInfoRef;
use pkcs8::der::Document;

use super::envelope;

/// An RSA-2048 key pair that license files are made with.
pub struct Signer {
    modulus: BigUint,
    public_exponent: BigUint,
    private_exponent: BigUint,
    /// The blocks made so far, by the AES key in them: the power is slow, and there is a portal in every test.
    blocks: Mutex<BTreeMap<[u8; 16], Vec<u8>>>,
}

static TEST: LazyLock<Signer> = LazyLock::new(|| Signer::from_pem(include_str!("../../keys/license_test_key.pem")));
static STRANGER: LazyLock<Signer> =
    LazyLock::new(|| Signer::from_pem(include_str!("../../keys/license_stranger_key.pem")));

impl Signer {
    /// The key of the sandbox's own license files.
    pub fn test() -> &'static Signer {
        &TEST
    }

    /// A key that nobody trusts.
    pub fn stranger() -> &'static Signer {
        &STRANGER
    }

    #[expect(clippy::expect_used, reason = "the keys are files of this crate")]
    fn from_pem(pem: &str) -> Signer {
        let (_, document) = Document::from_pem(pem).expect("the key is PEM");
        let info = PrivateKeyInfoRef::try_from(document.as_bytes()).expect("the key is PKCS#8");
        let key = RsaPrivateKeyRef::try_from(info.private_key.as_bytes()).expect("the key is RSA");
        Signer {
            modulus: BigUint::from_bytes_be(key.modulus.as_bytes()),
            public_exponent: BigUint::from_bytes_be(key.public_exponent.as_bytes()),
            private_exponent: BigUint::from_bytes_be(key.private_exponent.as_bytes()),
            blocks: Mutex::default(),
        }
    }

    /// A license file that says this; its AES key and initialisation vector follow from the name.
    pub fn sign(&self, payload: &str, name: &str) -> String {
        envelope::seal(payload.as_bytes(), self, name)
    }

    /// The block of an AES key.
    pub(super) fn block(&self, aes_key: [u8; 16]) -> Vec<u8> {
        let mut blocks = self.blocks.lock().unwrap_or_else(PoisonError::into_inner);
        let make = || {
            let padded = [&[0, 1][..], &[0xff; 256 - 3 - 16], &[0], &aes_key].concat();
            let power = BigUint::from_bytes_be(&padded).modpow(&self.private_exponent, &self.modulus).to_bytes_be();
            [vec![0; 256 - power.len()], power].concat()
        };
        blocks.entry(aes_key).or_insert_with(make).clone()
    }

    /// The AES key of a block, if this key made it.
    pub(super) fn unblock(&self, block: &[u8]) -> Option<[u8; 16]> {
        let padded = BigUint::from_bytes_be(block).modpow(&self.public_exponent, &self.modulus).to_bytes_be();
        let key = padded.strip_prefix(&[1])?.strip_prefix(&[0xff; 256 - 3 - 16])?.strip_prefix(&[0])?;
        key.try_into().ok()
    }
}
