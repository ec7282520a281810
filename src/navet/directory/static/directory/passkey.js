// The accounts library tells trouble with a passkey to the console only; people read the page.
document.addEventListener('allauth.error', (event) => {
  event.preventDefault()
  const trouble = document.querySelector('[data-passkey-trouble]')
  trouble.hidden = false
  trouble.scrollIntoView({ block: 'center' })
})
