//! RSA with the private key, as OpenSSL's `private_encrypt` does it: PKCS#1 v1.5, block type 1 (domain.md 1.1).

use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use num_bigint::BigUint;
use pkcs1::RsaPrivateKeyRef;
use pkcs8::PrivateKeyInfoRef;
use pkcs8::der::Document;
use pkcs8::der::asn1::UintRef;

use super::envelope;

/// An RSA-2048 key pair that license files are made with.
pub struct Signer {
    modulus: BigUint,
    public_exponent: BigUint,
    primes: [BigUint; 2],
    /// The private exponent modulo each prime less one.
    exponents: [BigUint; 2],
    /// The inverse of the second prime modulo the first.
    coefficient: BigUint,
    /// The files made so far, by name and content: there is a portal in every test, with a hundred of them.
    files: Mutex<BTreeMap<[String; 2], String>>,
}

static TEST: LazyLock<Signer> = LazyLock::new(|| Signer::from_pem(include_str!("../../keys/license_test_key.pem")));
static NEXT: LazyLock<Signer> = LazyLock::new(|| Signer::from_pem(include_str!("../../keys/license_next_key.pem")));
static STRANGER: LazyLock<Signer> =
    LazyLock::new(|| Signer::from_pem(include_str!("../../keys/license_stranger_key.pem")));

impl Signer {
    /// The key of the sandbox's own license files.
    pub fn test() -> &'static Signer {
        &TEST
    }

    /// A key that only the portal knows yet.
    pub fn next() -> &'static Signer {
        &NEXT
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
        let number = |number: UintRef<'_>| BigUint::from_bytes_be(number.as_bytes());
        Signer {
            modulus: number(key.modulus),
            public_exponent: number(key.public_exponent),
            primes: [number(key.prime1), number(key.prime2)],
            exponents: [number(key.exponent1), number(key.exponent2)],
            coefficient: number(key.coefficient),
            files: Mutex::default(),
        }
    }

    /// A license file that says this; its AES key and initialisation vector follow from the name.
    pub fn sign(&self, payload: &str, name: &str) -> String {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        let make = || envelope::seal(payload.as_bytes(), self, name);
        files.entry([name.to_owned(), payload.to_owned()]).or_insert_with(make).clone()
    }

    /// The block of an AES key.
    pub(super) fn block(&self, aes_key: [u8; 16]) -> Vec<u8> {
        let padded = [&[0, 1][..], &[0xff; 256 - 3 - 16], &[0], &aes_key].concat();
        let power = self.private_power(&BigUint::from_bytes_be(&padded)).to_bytes_be();
        [vec![0; 256 - power.len()], power].concat()
    }

    /// The number to the power of the private exponent, put together from its two remainders: several times as fast.
    fn private_power(&self, number: &BigUint) -> BigUint {
        let [p, q] = &self.primes;
        let [modulo_p, modulo_q] = [0, 1].map(|at| number.modpow(&self.exponents[at], &self.primes[at]));
        let difference = modulo_p + p - &modulo_q % p;
        modulo_q + q * (difference * &self.coefficient % p)
    }

    /// The AES key of a block, if this key made it.
    pub(super) fn unblock(&self, block: &[u8]) -> Option<[u8; 16]> {
        let padded = BigUint::from_bytes_be(block).modpow(&self.public_exponent, &self.modulus).to_bytes_be();
        let key = padded.strip_prefix(&[1])?.strip_prefix(&[0xff; 256 - 3 - 16])?.strip_prefix(&[0])?;
        key.try_into().ok()
    }
}
