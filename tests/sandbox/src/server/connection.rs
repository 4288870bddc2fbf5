//! One connection to the port: the proxy's `CONNECT`, TLS, and the requests in it.

use std::io;
use std::net::TcpListener;
use std::sync::Arc;

use bytes::Bytes;
use http::{StatusCode, Uri};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;

use super::Shared;
use super::script::Answer;
use super::traffic::{Kind, Seen};
use crate::site::{Request, Response};

/// How TLS begins: the type of a handshake record.
const HANDSHAKE: u8 = 0x16;
/// How much a request to the proxy may say.
const HEAD_LIMIT: usize = 16 * 1024;

/// Takes connections until it is dropped.
pub(super) async fn accept(listener: TcpListener, tls: TlsAcceptor, shared: Arc<Shared>) {
    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
    loop {
        // What fails is one connection; the next may do better.
        let Ok((stream, _)) = listener.accept().await else { continue };
        let (tls, shared) = (tls.clone(), Arc::clone(&shared));
        tokio::spawn(async move {
            // A connection that ends badly is the browser's business.
            let _ = serve(stream, tls, shared).await;
        });
    }
}

async fn serve(mut stream: TcpStream, tls: TlsAcceptor, shared: Arc<Shared>) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut first = [0];
    stream.peek(&mut first).await?;
    if first[0] != HANDSHAKE && !tunnel(&mut stream, &shared).await? {
        return Ok(());
    }
    let stream = tls.accept(stream).await?;
    let service = service_fn(|request| respond(&shared, request));
    http1::Builder::new().serve_connection(TokioIo::new(stream), service).await.map_err(io::Error::other)
}

/// Answers what a browser says to its proxy, and tells whether there is a tunnel now.
async fn tunnel(stream: &mut TcpStream, shared: &Shared) -> io::Result<bool> {
    let head = read_head(stream).await?;
    let mut words = head.lines().next().unwrap_or_default().split(' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let (kind, host) = if method == "CONNECT" {
        (Kind::Connect, target.rsplit_once(':').map_or(target, |(host, _)| host).to_owned())
    } else {
        let uri: Option<Uri> = target.parse().ok();
        (Kind::Plain, uri.as_ref().and_then(Uri::host).unwrap_or_default().to_owned())
    };
    let opened = kind == Kind::Connect && target.ends_with(":443") && shared.site(&host).is_some();
    let (status, answer) = if opened {
        (StatusCode::OK, "HTTP/1.1 200 Connection established\r\n\r\n")
    } else {
        (StatusCode::FORBIDDEN, "HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
    };
    let number = shared.traffic.record(Seen::attempt(kind, method, &host, target));
    shared.traffic.answered(number, status);
    stream.write_all(answer.as_bytes()).await?;
    Ok(opened)
}

/// Reads up to the empty line. The browser waits for the answer before it says more.
async fn read_head(stream: &mut TcpStream) -> io::Result<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        if stream.read_buf(&mut head).await? == 0 || head.len() > HEAD_LIMIT {
            return Err(io::ErrorKind::InvalidData.into());
        }
    }
    String::from_utf8(head).map_err(io::Error::other)
}

/// A connection that a test wants cut.
#[derive(Debug, thiserror::Error)]
#[error("a test cut the connection")]
struct Cut;

async fn respond(
    shared: &Shared,
    request: hyper::Request<Incoming>,
) -> Result<hyper::Response<Full<Bytes>>, Box<dyn std::error::Error + Send + Sync>> {
    let (parts, body) = request.into_parts();
    let mut request = Request::from_parts(parts, body.collect().await?.to_bytes());
    let host = host(&request);
    // A browser that takes the sandbox for a plain proxy inside the tunnel too would send the whole address.
    if let Some(target) = request.uri().path_and_query().filter(|_| request.uri().host().is_some()).cloned() {
        *request.uri_mut() = target.into();
    }
    let number = shared.traffic.record(Seen::request(&host, &request));
    let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
    shared.scripts.wait(&host, target).await;
    let response = match shared.scripts.take(&host, target) {
        Some(Answer::Respond(response)) => response,
        Some(Answer::Disconnect) => return Err(Cut.into()),
        None => match shared.site(&host) {
            Some(site) => site.respond(&request),
            None => misdirected(),
        },
    };
    shared.traffic.answered(number, response.status());
    Ok(response.map(Full::new))
}

/// The host that a request is for, without the port.
fn host(request: &Request) -> String {
    let header = request.headers().get("host").and_then(|host| host.to_str().ok());
    let host = request.uri().host().or(header).unwrap_or_default();
    host.rsplit_once(':').map_or(host, |(host, _)| host).to_owned()
}

fn misdirected() -> Response {
    let mut response = Response::new(Bytes::new());
    *response.status_mut() = StatusCode::MISDIRECTED_REQUEST;
    response
}
