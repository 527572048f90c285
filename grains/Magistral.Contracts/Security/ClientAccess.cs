namespace Magistral.Contracts.Security;

/// <summary>Which clients may make a call.</summary>
public enum ClientAccess
{
    /// <summary>Those of the tenant whose run it is: the grain's key begins with the run's id.</summary>
    Run,

    /// <summary>Those of the tenant that the grain's key names.</summary>
    Tenant,

    /// <summary>Those of the tenant that the grain's key names, and operators of the service.</summary>
    TenantOrOperator,

    /// <summary>Operators of the service alone.</summary>
    Operator,
}
