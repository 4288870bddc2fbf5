//! The layers of a license file (domain.md 1.1): Base64 of JSON of Base64, AES-128-CBC and RSA.

use aes::Aes128;
use base64::{Engine, engine::general_purpose::STANDARD};
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};
use serde::{Deserialize, Serialize};

use super::Signer;

#[derive(Deserialize, Serialize)]
struct Envelope {
    data: String,
    key: String,
    iv: String,
}

/// A license file with this content.
#[expect(clippy::expect_used, reason = "three texts are always JSON")]
pub(super) fn seal(content: &[u8], signer: &Signer, name: &str) -> String {
    let aes_key = md5::compute(format!("license key of {name}")).0;
    let iv = md5::compute(format!("license iv of {name}")).0;
    let data = cbc::Encryptor::<Aes128>::new(&aes_key.into(), &iv.into()).encrypt_padded_vec::<Pkcs7>(content);
    let envelope = Envelope { data: encode64(&data), key: encode64(&signer.block(aes_key)), iv: encode64(&iv) };
    encode64(&serde_json::to_vec(&envelope).expect("an envelope is JSON"))
}

/// The content of a license file that this key made.
pub(super) fn open(file: &str, signer: &Signer) -> Option<Vec<u8>> {
    let lines = file.lines().filter(|line| !(line.contains("BEGIN ") || line.contains("END ")));
    let envelope: Envelope = serde_json::from_slice(&decode64(&lines.collect::<String>())?).ok()?;
    let aes_key = signer.unblock(&decode64(&envelope.key)?)?;
    let iv: [u8; 16] = decode64(&envelope.iv)?.try_into().ok()?;
    let data = decode64(&envelope.data)?;
    cbc::Decryptor::<Aes128>::new(&aes_key.into(), &iv.into()).decrypt_padded_vec::<Pkcs7>(&data).ok()
}

/// Base64 as Ruby's `encode64` writes it: lines of 60 characters, each with its end.
fn encode64(bytes: &[u8]) -> String {
    bytes.chunks(45).map(|line| STANDARD.encode(line) + "\n").collect()
}

/// Base64 with whatever white space in it.
fn decode64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text.split_whitespace().collect::<String>()).ok()
}
