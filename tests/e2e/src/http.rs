//! The three HTTP requests that chromedriver and Chromium want before a WebSocket is there.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::time::Duration;

use serde_json::Value;

use crate::error::{Error, Result};

/// A request to a port of this machine, with a JSON body unless it is null, answered in JSON.
pub(crate) fn request(method: &str, port: u16, path: &str, body: &Value, patience: Duration) -> Result<Value> {
    let doing = || format!("{method} http://127.0.0.1:{port}{path}");
    let exchange = || -> std::io::Result<Value> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        stream.set_read_timeout(Some(patience))?;
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let length = body.len();
        stream.write_all(
            format!(
                "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n\
                 Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
            )
            .as_bytes(),
        )?;
        let mut answer = BufReader::new(stream);
        let mut length = None;
        loop {
            let mut line = String::new();
            if answer.read_line(&mut line)? == 0 || line.trim_end().is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse::<usize>().ok();
            }
        }
        let mut text = Vec::new();
        match length {
            Some(length) => {
                text.resize(length, 0);
                answer.read_exact(&mut text)?;
            }
            None => {
                answer.read_to_end(&mut text)?;
            }
        }
        Ok(serde_json::from_slice(&text)?)
    };
    exchange().map_err(Error::io(doing()))
}
