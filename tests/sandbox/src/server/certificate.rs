//! The certificate of the sandbox's hosts, made anew at each start and signed by an authority of its own.

use base64::{Engine, engine::general_purpose::STANDARD};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, KeyUsagePurpose, PublicKeyData,
};
use ring::digest;
use std::sync::Arc;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use tokio_rustls::rustls::{self, ServerConfig};

/// A certificate with its key.
pub(super) struct Certificate {
    authority_pem: String,
    chain: CertificateDer<'static>,
    key: KeyPair,
}

impl Certificate {
    /// A certificate for these hosts.
    pub fn new(hosts: &[&str]) -> Result<Certificate, rcgen::Error> {
        let mut authority = CertificateParams::new(Vec::new())?;
        authority.distinguished_name.push(DnType::CommonName, "Sandbox authority");
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        authority.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::DigitalSignature];
        let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate()?)?;
        let key = KeyPair::generate()?;
        let mut leaf = CertificateParams::new(hosts.iter().map(|host| (*host).to_owned()).collect::<Vec<_>>())?;
        leaf.distinguished_name.push(DnType::CommonName, "Sandbox");
        leaf.use_authority_key_identifier_extension = true;
        let leaf = leaf.signed_by(&key, &authority)?;
        Ok(Certificate { authority_pem: authority.pem(), chain: leaf.der().clone(), key })
    }

    /// The authority's certificate.
    pub fn authority_pem(&self) -> &str {
        &self.authority_pem
    }

    /// The SHA-256 of the key's SPKI, in Base64.
    pub fn spki_fingerprint(&self) -> String {
        STANDARD.encode(digest::digest(&digest::SHA256, &self.key.subject_public_key_info()))
    }

    /// What ends the TLS connections, for HTTP/1.1.
    pub fn acceptor(&self) -> Result<TlsAcceptor, rustls::Error> {
        let key = PrivatePkcs8KeyDer::from(self.key.serialize_der());
        let mut config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![self.chain.clone()], key.into())?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(TlsAcceptor::from(Arc::new(config)))
    }
}
