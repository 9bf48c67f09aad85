using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.HandOvers;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Api.Privacy;
using Tryghedsforum.Notifications.Delivery;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>Asked right before a mail is sent, as <see cref="PrepareMessage"/> before an SMS.</summary>
internal sealed class PrepareMail(ReadForum forums, ReadSignInCode codes, ReadOldEmail oldEmails, ReadInvitationMail invitations, ReadHandOverMail handOvers, MailWords words, EmailSettings email, FieldCipher cipher)
{
    /// <summary>The answer for one message.</summary>
    public async ValueTask<Outgoing> Run(Message message, CancellationToken cancellation)
    {
        var forum = (await forums.ById(message.ForumId, cancellation)).Forum;
        var (program, recipient) = (Actor.Program(message.ForumId), message.Recipient.Split(':'));
        var id = Guid.Parse(recipient[1]);
        switch (recipient[0])
        {
            case "sign-in" when await codes.Run(program, id, cancellation) is { } code:
                return To(forum, code.Address, words.Code(forum, code.Code));
            case "old-email" when await oldEmails.Run(program, id, cancellation) is { } old:
                return To(forum, old, words.Changed(forum));
            case "invitation" when await invitations.Run(program, id, cancellation) is { } invitation:
                var page = words.Invitation(forum, invitation, email.Link($"/i/{invitation.Secret}"));
                // Of an invitation no more is kept than that there was one: neither the name nor the link, which opens for three days.
                return To(forum, invitation.Address, page, new MailPage(page).Subject);
            case "outside" when await handOvers.Run(program, id, cancellation) is { } handed:
                var asked = words.HandOver(forum, handed, email.Link($"/{forum.Slug}/sendt/{handed.Secret}"));
                return To(forum, handed.Address, asked, new MailPage(asked).Subject);
            default:
                return new Outgoing.Drop(MessageReason.NotNeeded);
        }
    }

    private Outgoing.Send To(Forum forum, string address, string page, string? kept = null) =>
        new(words.From(forum), address, page, cipher.Seal(kept ?? new MailPage(page).Text, PrepareMessage.BodyPurpose)!);
}
