namespace Tryghedsforum.Api.Members;

/// <summary>Whether the installation sends e-mail. Where it does not, people are invited and sign in by their numbers only.</summary>
/// <param name="IsOn">It does.</param>
public sealed record EmailUse(bool IsOn)
{
    internal void Demand()
    {
        if (!IsOn) throw new Refused(RefusalCode.Invalid, new FieldFault("email", "EmailOff"));
    }
}
