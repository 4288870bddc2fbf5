//! The server as a browser meets it: through CONNECT or straight, over TLS whose certificate it verifies.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use super::*;

const LONG: Duration = Duration::from_secs(20);
const SHORT: Duration = Duration::from_millis(50);

type Tls = StreamOwned<ClientConnection, TcpStream>;

fn start() -> Sandbox {
    Sandbox::start(Options::default()).unwrap()
}

/// What the proxy says to a request, and the connection.
fn ask_proxy(sandbox: &Sandbox, request: &str) -> (String, TcpStream) {
    let mut stream = TcpStream::connect(sandbox.proxy()).unwrap();
    stream.set_read_timeout(Some(LONG)).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    while !answer.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).unwrap();
        answer.extend(byte);
    }
    (String::from_utf8(answer).unwrap(), stream)
}

fn tls(sandbox: &Sandbox, host: &str, stream: TcpStream) -> Tls {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(sandbox.certificate_pem().as_bytes()).unwrap()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from(host.to_owned()).unwrap();
    StreamOwned::new(ClientConnection::new(Arc::new(config), name).unwrap(), stream)
}

fn connect(sandbox: &Sandbox, host: &str) -> Tls {
    let (answer, stream) = ask_proxy(sandbox, &format!("CONNECT {host}:443 HTTP/1.1\r\nhost: {host}:443\r\n\r\n"));
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    tls(sandbox, host, stream)
}

/// Sends a request and reads the answer by its content length.
fn get(connection: &mut Tls, host: &str, path: &str, headers: &str) -> std::io::Result<(u16, String)> {
    write!(connection, "GET {path} HTTP/1.1\r\nhost: {host}\r\n{headers}\r\n")?;
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        connection.read_exact(&mut byte)?;
        head.extend(byte);
    }
    let head = String::from_utf8(head).unwrap().to_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap().parse().unwrap();
    let mut body = vec![0; length];
    connection.read_exact(&mut body)?;
    Ok((head[9..12].parse().unwrap(), String::from_utf8(body).unwrap()))
}

#[test]
fn one_connection_serves_many_requests() {
    let sandbox = start();
    let cookie = sandbox.portal().sign_in();
    let signed_in = format!("accept: text/html\r\ncookie: {cookie}\r\norigin: https://customers.gitlab.com\r\n");
    let mut connection = connect(&sandbox, portal::HOST);
    let (status, page) = get(&mut connection, portal::HOST, "/admin/order/5001", &signed_in).unwrap();
    assert!(status == 200 && page.contains("A-S00012345"));
    let path = "/admin/order?f%5Btrial%5D%5B1%5D%5Bv%5D=true";
    let (status, page) = get(&mut connection, portal::HOST, path, &signed_in).unwrap();
    assert!(status == 200 && page.contains("2 orders"));
    let (status, _) = get(&mut connection, portal::HOST, "/admin/", "").unwrap();
    assert_eq!(status, 302);
    let seen = sandbox.traffic();
    let told: Vec<_> = seen.iter().map(|seen| (seen.kind, seen.target.as_str(), seen.cookie, seen.status)).collect();
    assert_eq!(
        told,
        [
            (Kind::Connect, "customers.gitlab.com:443", false, Some(200)),
            (Kind::Request, "/admin/order/5001", true, Some(200)),
            (Kind::Request, path, true, Some(200)),
            (Kind::Request, "/admin/", false, Some(302)),
        ]
    );
    assert_eq!(seen[1].accept.as_deref(), Some("text/html"));
    assert_eq!(seen[1].origin.as_deref(), Some("https://customers.gitlab.com"));
    assert_eq!((seen[1].method.as_str(), seen[1].is_foreign()), ("GET", false));
    sandbox.forget_traffic();
    assert_eq!(sandbox.traffic(), []);
}

#[test]
fn every_host_has_its_site_with_or_without_connect() {
    let sandbox = start();
    for (host, path, expected) in [
        (portal::HOST, "/admins/sign_in", "Log in"),
        (federal::HOST, "/agent/tickets/1", "US Government"),
        (zendesk::HOST, "/access/sign_in", ""),
    ] {
        let straight = TcpStream::connect(sandbox.proxy()).unwrap();
        for mut connection in [connect(&sandbox, host), tls(&sandbox, host, straight)] {
            let (_, page) = get(&mut connection, host, path, "accept: text/html\r\n").unwrap();
            assert!(page.contains(expected), "{host}");
        }
    }
    let mut connection = connect(&sandbox, portal::HOST);
    assert_eq!(get(&mut connection, "example.com", "/", "").unwrap().0, 421);
}

#[test]
fn all_other_traffic_is_refused_and_seen() {
    let sandbox = start();
    for (request, kind, host) in [
        ("CONNECT example.com:443 HTTP/1.1\r\nhost: example.com:443\r\n\r\n", Kind::Connect, "example.com"),
        ("CONNECT customers.gitlab.com:80 HTTP/1.1\r\n\r\n", Kind::Connect, portal::HOST),
        ("GET http://customers.gitlab.com/admin HTTP/1.1\r\n\r\n", Kind::Plain, portal::HOST),
        ("GET http://update.example.com/x?y HTTP/1.1\r\n\r\n", Kind::Plain, "update.example.com"),
    ] {
        sandbox.forget_traffic();
        assert!(ask_proxy(&sandbox, request).0.starts_with("HTTP/1.1 403 "), "{request}");
        let seen = sandbox.traffic();
        assert_eq!((seen[0].kind, seen[0].host.as_str(), seen[0].status), (kind, host, Some(403)));
        assert_eq!(seen[0].is_foreign(), host != portal::HOST);
    }
}

#[test]
fn a_hold_lets_requests_wait() {
    let sandbox = start();
    let hold = sandbox.hold(portal::HOST, "/admins/");
    assert!(!hold.wait_for_one(SHORT));
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| {
            let mut connection = connect(&sandbox, portal::HOST);
            get(&mut connection, portal::HOST, "/admins/sign_in", "").unwrap().0
        });
        assert!(hold.wait_for_one(LONG));
        // Others do not wait.
        let mut connection = connect(&sandbox, portal::HOST);
        assert_eq!(get(&mut connection, portal::HOST, "/nope", "").unwrap().0, 404);
        let held = |seen: &[Seen]| seen.iter().any(|it| it.target == "/admins/sign_in" && it.status.is_none());
        assert!(held(&sandbox.traffic()) && !waiting.is_finished());
        hold.release();
        assert_eq!(waiting.join().unwrap(), 200);
    });
    let answered = |seen: &[Seen]| seen.iter().any(|it| it.target == "/admins/sign_in" && it.status == Some(200));
    assert!(sandbox.wait_for_traffic(LONG, answered));
    assert!(!sandbox.wait_for_traffic(SHORT, |seen| seen.len() > 100));
}

#[test]
fn tests_may_answer_in_the_sites_place() {
    let sandbox = start();
    let mut connection = connect(&sandbox, portal::HOST);
    let mut ask = |path: &str| get(&mut connection, portal::HOST, path, "").map(|(status, _)| status);
    let unavailable = || {
        let mut response = http::Response::new(Bytes::from_static(b"later"));
        *response.status_mut() = http::StatusCode::SERVICE_UNAVAILABLE;
        Answer::Respond(response)
    };
    let scripted = sandbox.answer(portal::HOST, "/admins", unavailable());
    assert_eq!([ask("/admins/sign_in").unwrap(), ask("/admins/sign_in").unwrap(), ask("/x").unwrap()], [503, 503, 404]);
    drop(scripted);
    sandbox.answer_next(portal::HOST, "/admins", unavailable());
    assert_eq!([ask("/admins/sign_in").unwrap(), ask("/admins/sign_in").unwrap()], [503, 200]);
    sandbox.answer_next(portal::HOST, "/admins", Answer::Disconnect);
    let cut = ask("/admins/sign_in").unwrap_err();
    assert!(matches!(cut.kind(), ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset), "{cut}");
    assert_eq!(sandbox.traffic().last().unwrap().status, None);
}

#[test]
fn a_sandbox_stops_when_it_is_dropped() {
    let sandbox = start();
    let address = sandbox.proxy();
    assert_eq!(sandbox.spki_fingerprint().len(), 44);
    let taken = Sandbox::start(Options { port: address.port(), ..Options::default() });
    assert!(matches!(taken, Err(StartError::Listen(_))));
    drop(sandbox);
    assert!(TcpStream::connect(address).is_err());
}
