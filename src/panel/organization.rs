//! An organization, with what is to be known before contacts are added to it (seed 001, "Pre-checks").

use web_sys::{HtmlInputElement, InputEvent};
use yew::prelude::*;

use super::copy::CopyButton;
use super::findings::FindingRow;
use super::parts::anchor;
use crate::checks::{Finding, Outcome};
use crate::organization::Passage;
use crate::protocol::{Intent, OrganizationView};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub organization: OrganizationView,
    /// What the agent wants of the case; nothing where there is none.
    #[prop_or_default]
    pub intend: Option<Callback<Intent>>,
}

/// One organization.
#[function_component]
pub(super) fn OrganizationCard(props: &Props) -> Html {
    let OrganizationView { id, link, plan, sla, owner, salesforce_ids, findings, reading, notes, details, .. } =
        &props.organization;
    let id = *id;
    let row = |label: &str, value: Option<String>| {
        html! {
            <>
                <dt>{ label.to_owned() }</dt>
                <dd><bdi>{ value.unwrap_or_else(|| "not set".to_owned()) }</bdi></dd>
            </>
        }
    };
    // What is unknown can be decided too: the agent may have looked.
    let decidable = |finding: &Finding| {
        let title = finding.title.clone();
        let decide = move |decision| Intent::DecidePrecheck { organization: id, title: title.clone(), decision };
        let can_decide = matches!(finding.outcome, Outcome::Attention | Outcome::Unknown);
        props.intend.as_ref().filter(|_| can_decide).map(|intend| intend.reform(decide))
    };
    let ids = Some(salesforce_ids.join(" · ")).filter(|ids| !ids.is_empty());
    html! {
        <article class="card organization" aria-label={link.text().to_owned()} aria-busy={reading.to_string()}>
            <h3>{ anchor(link) }</h3>
            <dl>
                { row("Plan", plan.as_ref().map(|plan| match sla {
                    Some(sla) => format!("{plan} · {sla}"),
                    None => plan.clone(),
                })) }
                if !props.organization.other_plans.is_empty() {
                    { row("Other plans", Some(props.organization.other_plans.join(", "))) }
                }
                if let Some(sharing) = &props.organization.sharing {
                    { row("Sharing", Some(sharing.clone())) }
                }
                { row("Account owner", owner.clone()) }
                { for props.organization.account.iter().map(|(label, value)| row(label, Some(value.clone()))) }
                { row("Salesforce ID", ids) }
            </dl>
            if let Some((adding, intend)) = props.organization.adding.zip(props.intend.clone()) {
                <label class="adding">
                    { "Contacts to add " }
                    <input
                        type="number"
                        min="0"
                        max="999"
                        aria-label="Contacts to add"
                        autocomplete="off"
                        spellcheck="false"
                        value={adding.to_string()}
                        oninput={intend.clone().reform(|event: InputEvent| {
                            let typed = event.target_unchecked_into::<HtmlInputElement>().value();
                            Intent::EditAdding(typed.trim().parse().unwrap_or_default())
                        })}
                    />
                    <button type="button" onclick={intend.reform(move |_| Intent::CountContacts(id))}>
                        { "Count again" }
                    </button>
                </label>
            }
            <ul class="findings">
                { for findings.iter().map(|one| html! {
                    <FindingRow key={one.title.clone()} finding={one.clone()} decide={decidable(one)} />
                }) }
            </ul>
            if let Some(read) = &props.organization.read {
                <p class="muted">{ format!("Organization read {read}.") }</p>
            }
            if let Some(counted) = &props.organization.counted {
                <p class="muted">{ format!("Contacts counted {counted}.") }</p>
            }
            if let Some(why) = &props.organization.not_refreshed {
                <p class="attention-text" role="status">{ why.clone() }</p>
            }
            { written("Notes", notes) }
            { written("Details", details) }
            <div class="buttons">
                <CopyButton
                    label={format!("Copy name of {}", link.text())}
                    shown="Copy name"
                    text={link.text().to_owned()}
                />
                <CopyButton
                    label={format!("Copy link of {}", link.text())}
                    shown="Copy link"
                    text={link.url().to_owned()}
                />
            </div>
        </article>
    }
}

/// What agents have written, whole; what may say stop is marked, and a person judges it.
fn written(title: &str, passages: &[Passage]) -> Html {
    if passages.iter().all(|passage| passage.text.trim().is_empty()) {
        return html! {};
    }
    let passage = |passage: &Passage| match passage.says_stop {
        true => html! { <mark title="May say not to proceed: read it">{ passage.text.clone() }</mark> },
        false => html! { <bdi>{ passage.text.clone() }</bdi> },
    };
    html! {
        <>
            <h4>{ title.to_owned() }</h4>
            <p class="written">{ for passages.iter().map(passage) }</p>
        </>
    }
}
