//! The sandbox Zendesk: the agent API and an agent page.
