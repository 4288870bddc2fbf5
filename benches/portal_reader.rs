//! How long the worker's reader takes for a page of the portal, against a floor measured in the same run: parsing the same
//! page and doing nothing with it. `cargo bench` prints the ratio; nothing is asserted.

#![allow(clippy::unwrap_used, reason = "a measurement that cannot be made has failed")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use bytes::Bytes;
use vouch::portal::{self, PortalUrl};
use vouch_sandbox::portal::{Markup, Portal};
use vouch_sandbox::site::Site as _;

/// Each is measured so often, in turns; the fastest of them counts, because everything else on the machine only slows.
const ROUNDS: u32 = 15;
/// So long is one round at least.
const ROUND: Duration = Duration::from_millis(60);

fn main() {
    println!("{:<34}{:>9}{:>12}{:>12}{:>8}", "page", "kB", "floor", "reader", "ratio");
    for markup in [Markup::V3, Markup::V2] {
        let portal = Portal::on(markup, vouch_sandbox::date::Date::today());
        let cookie = portal.sign_in();
        for path in
            ["/admin/license/700001", "/admin/order/5001", "/admin/billing_account/1001", "/admin/order?per=100"]
        {
            let request = http::Request::get(path)
                .header("host", vouch_sandbox::portal::HOST)
                .header("accept", "text/html")
                .header("cookie", &cookie)
                .body(Bytes::new())
                .unwrap();
            let html = String::from_utf8(portal.respond(&request).body().to_vec()).unwrap();
            let url = PortalUrl::parse(&format!("https://{}{path}", vouch_sandbox::portal::HOST)).unwrap();
            let floor = || drop(black_box(scraper::Html::parse_document(black_box(&html))));
            let reader = || drop(black_box(portal::read(&url, 200, black_box(&html))));
            let (mut least_floor, mut least_reader) = (Duration::MAX, Duration::MAX);
            for _ in 0..ROUNDS {
                least_floor = least_floor.min(once(floor));
                least_reader = least_reader.min(once(reader));
            }
            println!(
                "{:<34}{:>9.1}{:>9.0} µs{:>9.0} µs{:>8.2}",
                format!("{markup:?} {path}"),
                html.len() as f64 / 1000.0,
                micros(least_floor),
                micros(least_reader),
                least_reader.as_secs_f64() / least_floor.as_secs_f64(),
            );
        }
    }
}

/// How long one turn takes, by as many turns as fill a round.
fn once(turn: impl Fn()) -> Duration {
    let start = Instant::now();
    let mut turns = 0;
    while start.elapsed() < ROUND {
        turn();
        turns += 1;
    }
    start.elapsed() / turns
}

fn micros(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e6
}
