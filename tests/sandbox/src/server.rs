//! The sandbox on loopback: one port that a browser sends all its traffic to, and that answers as the real hosts would.
//!
//! The port is an HTTP proxy that knows `CONNECT` and nothing else. For the sandbox's hosts it ends the TLS connection
//! itself and lets the host's [`Site`] answer; all other traffic is refused, so a test sees that there was some. The
//! port takes TLS connections without `CONNECT` too, for browsers that are told to resolve the hosts to it.

mod certificate;
mod connection;
mod federal;
mod script;
mod traffic;

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::runtime::Builder;
use tokio::sync::oneshot;

use crate::portal::{self, Markup, Portal};
use crate::site::Site;
use crate::zendesk::{self, Zendesk};
use certificate::Certificate;
use federal::Federal;
use script::Scripts;
use traffic::Traffic;

pub use script::{Answer, Hold, Scripted};
pub use traffic::{Kind, Seen};

/// What the sandbox starts with.
#[derive(Clone, Debug)]
pub struct Options {
    /// Which RailsAdmin the portal has.
    pub markup: Markup,
    /// The port on 127.0.0.1; 0 for any that is free.
    pub port: u16,
    /// Where Zendesk's editors are: the folder of the npm packages.
    pub packages: PathBuf,
}

impl Default for Options {
    fn default() -> Options {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        Options { markup: Markup::default(), port: 0, packages: workspace.join("node_modules") }
    }
}

/// Why the sandbox cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The port is taken, or there is no thread to be had.
    #[error("the sandbox cannot listen: {0}")]
    Listen(#[from] std::io::Error),
    /// No certificate could be made.
    #[error("the sandbox cannot make its certificate: {0}")]
    Certificate(#[from] rcgen::Error),
    /// The certificate does not fit its key.
    #[error("the sandbox cannot speak TLS: {0}")]
    Tls(#[from] tokio_rustls::rustls::Error),
}

/// A running sandbox; it stops when it is dropped.
pub struct Sandbox {
    shared: Arc<Shared>,
    address: SocketAddr,
    certificate: Certificate,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// What the connections work with.
struct Shared {
    portal: Portal,
    zendesk: Zendesk,
    federal: Federal,
    traffic: Traffic,
    scripts: Arc<Scripts>,
}

impl Shared {
    /// The site of a host of the sandbox.
    fn site(&self, host: &str) -> Option<&dyn Site> {
        match host {
            portal::HOST => Some(&self.portal),
            zendesk::HOST => Some(&self.zendesk),
            federal::HOST => Some(&self.federal),
            _ => None,
        }
    }
}

impl Sandbox {
    /// The hosts that the sandbox answers for.
    pub const HOSTS: [&str; 3] = [portal::HOST, zendesk::HOST, federal::HOST];

    /// Starts a sandbox of its own: with its own records, sessions and certificate.
    pub fn start(options: Options) -> Result<Sandbox, StartError> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let certificate = Certificate::new(&Sandbox::HOSTS)?;
        let tls = certificate.acceptor()?;
        let shared = Arc::new(Shared {
            portal: Portal::new(options.markup),
            zendesk: Zendesk::new(options.packages),
            federal: Federal,
            traffic: Traffic::default(),
            scripts: Arc::default(),
        });
        let runtime = Builder::new_current_thread().enable_io().build()?;
        let (stop, stopped) = oneshot::channel();
        let connections = Arc::clone(&shared);
        let thread = std::thread::Builder::new().name("sandbox".into()).spawn(move || {
            runtime.block_on(async move {
                tokio::select! {
                    () = connection::accept(listener, tls, connections) => {}
                    _ = stopped => {}
                }
            });
        })?;
        Ok(Sandbox { shared, address, certificate, stop: Some(stop), thread: Some(thread) })
    }

    /// Where the browser's proxy is.
    pub fn proxy(&self) -> SocketAddr {
        self.address
    }

    /// The portal.
    pub fn portal(&self) -> &Portal {
        &self.shared.portal
    }

    /// The Zendesk.
    pub fn zendesk(&self) -> &Zendesk {
        &self.shared.zendesk
    }

    /// The certificate of the authority that signed the hosts' certificate, for a browser to trust.
    pub fn certificate_pem(&self) -> &str {
        self.certificate.authority_pem()
    }

    /// The hosts' key for `--ignore-certificate-errors-spki-list`: the SHA-256 of its SPKI, in Base64.
    pub fn spki_fingerprint(&self) -> String {
        self.certificate.spki_fingerprint()
    }

    /// Everything that came to the port so far, in the order it came.
    pub fn traffic(&self) -> Vec<Seen> {
        self.shared.traffic.all()
    }

    /// Forgets the traffic so far.
    pub fn forget_traffic(&self) {
        self.shared.traffic.forget();
    }

    /// Waits until the traffic is as wanted, and tells whether it came to that in time.
    pub fn wait_for_traffic(&self, timeout: Duration, wanted: impl Fn(&[Seen]) -> bool) -> bool {
        self.shared.traffic.wait(timeout, wanted)
    }

    /// Lets the requests to the paths of a host that begin so wait, until the hold is released.
    pub fn hold(&self, host: &str, path_prefix: &str) -> Hold {
        Scripts::hold(&self.shared.scripts, host, path_prefix)
    }

    /// Answers the requests to the paths of a host that begin so, as long as what is returned lives.
    #[must_use = "the site itself answers again once this is dropped"]
    pub fn answer(&self, host: &str, path_prefix: &str, answer: Answer) -> Scripted {
        Scripts::answer(&self.shared.scripts, host, path_prefix, answer)
    }

    /// Answers the next request to a path of a host that begins so.
    pub fn answer_next(&self, host: &str, path_prefix: &str, answer: Answer) {
        self.shared.scripts.answer_next(host, path_prefix, answer);
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // A thread that is gone already has nobody to tell.
        let _ = self.stop.take().map(|stop| stop.send(()));
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

#[cfg(test)]
mod tests;
