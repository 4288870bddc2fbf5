//! The log-in, as Devise has it (portal.md a, "Log-in"); any e-mail address and password will do.

/// Where it is.
pub(super) const PATH: &str = "/admins/sign_in";

/// The page with the form, filled in for the developer who looks at the portal by hand.
pub(super) fn page(token: &str) -> String {
    format!(
        r#"<!DOCTYPE html>
<html>
<head>
  <title>Log in</title>
  <meta name="viewport" content="width=device-width,initial-scale=1">
  <link rel="stylesheet" href="/stylesheets/rails_admin.css">
</head>
<body>
<div class="sign-in">
<h2>Log in</h2>

<form class="new_admin" id="new_admin" action="{PATH}" accept-charset="UTF-8" method="post"><input type="hidden" name="authenticity_token" value="{token}" autocomplete="off">
  <div class="field">
    <label for="admin_email">Email</label><br>
    <input autofocus autocomplete="email" type="email" name="admin[email]" id="admin_email" value="admin@example.com">
  </div>

  <div class="field">
    <label for="admin_password">Password</label><br>
    <input autocomplete="current-password" type="password" name="admin[password]" id="admin_password" value="sandbox">
  </div>

  <div class="actions">
    <input class="btn btn-primary" type="submit" name="commit" value="Log in">
  </div>
</form>
</div>
</body>
</html>
"#
    )
}
