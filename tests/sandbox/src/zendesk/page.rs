//! The agent page: one document for every route, its assets, and the policy it runs under.

use http::StatusCode;
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderValue};

use super::switches::{CkEditor, Composer, HiddenTabs, Locale, Switches};
use super::{Editors, reply, session};
use crate::site::Response;

const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";

/// The page's own files, by the name they are served under.
macro_rules! files {
    ($($name:literal $kind:ident),* $(,)?) => {
        &[$(($name, $kind, include_str!(concat!("../../assets/zendesk/", $name)))),*]
    };
}

const FILES: &[(&str, &str, &str)] = files![
    "agent.css" STYLE,
    "sign-in.css" STYLE,
    "agent.js" SCRIPT,
    "api.js" SCRIPT,
    "channel.js" SCRIPT,
    "composer.js" SCRIPT,
    "dom.js" SCRIPT,
    "editor.js" SCRIPT,
    "lists.js" SCRIPT,
    "log.js" SCRIPT,
    "records.js" SCRIPT,
    "routes.js" SCRIPT,
    "settings.js" SCRIPT,
    "tabs.js" SCRIPT,
    "ticket.js" SCRIPT,
];

/// `/assets/…`: the page's own files and the editors.
pub fn asset(name: &str, editors: &Editors) -> Response {
    let own = name.strip_prefix("agent/").and_then(|name| FILES.iter().find(|(file, ..)| *file == name));
    if let Some((_, kind, text)) = own {
        return reply::body(StatusCode::OK, kind, *text);
    }
    let version = CkEditor::ALL.into_iter().find(|version| version.asset() == name);
    let Some(editor) = version.and_then(|version| editors.get(&version)) else {
        return reply::text(StatusCode::NOT_FOUND, "Page not found");
    };
    let mut response = reply::body(StatusCode::OK, SCRIPT, editor.clone());
    // A megabyte and a half, the same for every page load.
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600"));
    response
}

/// The document of every route under `/agent/`: an empty body that the scripts fill.
pub fn document(switches: Switches, editors: &Editors) -> Response {
    let (nonce, csrf_token) = (session::token(), session::token());
    let language = match switches.locale {
        Locale::English => "en-US",
        Locale::German => "de",
    };
    let hidden_tabs = match switches.hidden_tabs {
        HiddenTabs::Cached => "cached",
        HiddenTabs::DisplayNone => "display-none",
    };
    let composer = match (switches.composer, editors.contains_key(&switches.ckeditor)) {
        (Composer::None, _) => "none",
        (Composer::NoEditor, _) | (Composer::Editor, false) => "no-editor",
        (Composer::Editor, true) => "editor",
    };
    let remount_editor = switches.remount_editor.map_or_else(String::new, |remount| {
        format!("{} {}", remount.after, if remount.keeps_text { "kept" } else { "emptied" })
    });
    let form = switches.form;
    let ckeditor = switches.ckeditor.asset();
    let page = format!(
        r#"<!DOCTYPE html>
<html lang="{language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="csrf-token" content="{csrf_token}">
<meta name="sandbox-hidden-tabs" content="{hidden_tabs}">
<meta name="sandbox-remount-editor" content="{remount_editor}">
<meta name="sandbox-composer-form" content="{form}">
<meta name="sandbox-composer" content="{composer}">
<meta name="sandbox-ckeditor" content="{ckeditor}">
<title>GitLab Support – Agent</title>
<base href="/agent/">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/agent/agent.css">
<script type="module" nonce="{nonce}" src="/assets/agent/agent.js"></script>
</head>
<body></body>
</html>
"#
    );
    let mut response = reply::html(StatusCode::OK, page);
    reply::set(response.headers_mut(), CONTENT_SECURITY_POLICY, policy(&nonce));
    response
}

/// As strict as CKEditor can bear: scripts by nonce alone, styles of the host or by nonce, no frame at all.
fn policy(nonce: &str) -> String {
    [
        "default-src 'self'",
        &format!("script-src 'nonce-{nonce}'"),
        &format!("style-src 'self' 'nonce-{nonce}'"),
        "img-src 'self' data:",
        "connect-src 'self'",
        "frame-src 'none'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    ]
    .join("; ")
}
