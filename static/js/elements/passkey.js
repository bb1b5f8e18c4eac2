// A passkey is made or used: the browser asks the person, and what it says goes into the form. Where there are none, its place stays empty.
const able = () => window.PublicKeyCredential?.parseRequestOptionsFromJSON && window.PublicKeyCredential.parseCreationOptionsFromJSON;

class Passkey extends HTMLElement {
  connectedCallback() {
    if (!able()) return;
    this.removeAttribute("data-waits");
    this.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.ask(event.target).catch(() => this.sorry(event.target));
    });
  }

  async ask(form) {
    form.querySelector("[role=alert]").hidden = true;
    const options = this.dataset.from ? await fetched(this.dataset.from) : JSON.parse(this.dataset.options);
    const said = await (this.dataset.do === "make" ? make(options.publicKey) : use(options.publicKey));
    form.elements.credential.value = JSON.stringify(said.toJSON());
    form.submit();
  }

  sorry(form) {
    form.querySelector("[role=alert]").hidden = false;
  }
}

const fetched = async (address) => (await (await fetch(address, { headers: { Accept: "application/json" }, cache: "no-store" })).json()).request_options;

const use = (options) => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });

// It has to open the door by itself: kept on the device, and only after it has made sure whose finger it is.
const make = (options) => {
  const authenticatorSelection = { ...options.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required" };
  return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON({ ...options, authenticatorSelection }) });
};

customElements.define("fw-passkey", Passkey);
