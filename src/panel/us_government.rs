//! The US Government's Zendesk: why Vouch does nothing here, and what to reply (seed 002).

use yew::prelude::*;

use super::copy::CopyButton;
use super::field::Field;
use crate::task::us_government;

/// Why nothing is read, and the reply.
#[function_component]
pub(super) fn UsGovernment() -> Html {
    let account_manager = use_state(String::new);
    let reply = us_government::reply(&account_manager);
    let edit = {
        let account_manager = account_manager.setter();
        Callback::from(move |text| account_manager.set(text))
    };
    html! {
        <div class="case">
            <div class="message">
                <h2>{ "Vouch does nothing here" }</h2>
                <p>
                    { "Support contacts of US Government customers are synchronised from Salesforce and never associated by \
                       hand. Ask the requester to write to their account manager, and set the status to Solved." }
                </p>
            </div>
            <section aria-label="Reply">
                <h2>{ "Reply" }</h2>
                <Field
                    id="account-manager"
                    label="Account manager's e-mail address"
                    value={(*account_manager).clone()}
                    hint="The account owner, where the organization shows it."
                    inputmode="email"
                    {edit}
                />
                <pre class="note" tabindex="0">{ reply.clone() }</pre>
                <CopyButton label="Copy reply" text={reply} />
            </section>
        </div>
    }
}
