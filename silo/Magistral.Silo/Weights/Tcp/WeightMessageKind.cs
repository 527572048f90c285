namespace Magistral.Silo.Weights.Tcp;

/// <summary>Messages of a weight stream after its opening.</summary>
internal enum WeightMessageKind
{
    /// <summary>From both sides while they have nothing else to say.</summary>
    Alive = 1,

    /// <summary>From who asks for weights: the oldest version that helps.</summary>
    Want = 2,

    /// <summary>From the sender: version, manifest, and to whom the receiver shall pass them on.</summary>
    Offer = 3,

    /// <summary>From the receiver: the first frame it lacks.</summary>
    Resume = 4,

    /// <summary>From the sender: a frame.</summary>
    Frame = 5,

    /// <summary>From the receiver: all is there; those behind it that did not get the weights.</summary>
    Done = 6,

    /// <summary>From either: a <see cref="WeightRefusal"/>.</summary>
    Refused = 7,
}
