/** The page's own requests: to the same API as everybody's, marked so that the sandbox can tell them from others. */

/**
 * @typedef {{ id: number, name: string, email: string, role: string, organization_id: number | null, notes: string, details: string }} User
 * @typedef {{ id: number, name: string, notes: string, details: string, organization_fields: Record<string, unknown> }} Organization
 * @typedef {{ id: number, subject: string, status: string, requester_id: number, assignee_id: number | null, organization_id: number | null, tags: string[], updated_at: string, ticket_form_id: number, custom_fields: { id: number, value: string | null }[] }} Ticket
 * @typedef {{ id: number, name: string }} TicketForm
 * @typedef {{ id: number, title: string, custom_field_options?: { name: string, value: string }[] }} TicketField
 * @typedef {{ id: number, author_id: number, public: boolean, plain_body: string, created_at: string }} Comment
 */

/** @param {string} path @returns {Promise<any>} */
export async function get(path) {
  const response = await fetch(`/api/v2/${path}`, { headers: { "X-Zendesk-Lotus": "1" } });
  if (response.status === 401) location.reload();
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

/**
 * What a button of the composer does here: it is written down and goes nowhere.
 * @param {{ ticket: number, channel: string, text: string }} comment
 */
export async function submit(comment) {
  await fetch("/sandbox/submissions", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(comment),
  });
}
